/** For whom things are, as it follows from their visibility; the database keeps it, and this is for finding out that it did. */
import type { Queryable } from '../queryable.js';

/** From the top: each follows from what is above it. */
const holders = [
  { table: 'vendor', from: 'vendor t', inherited: '0' },
  { table: 'product', from: 'product t JOIN vendor holder ON holder.id = t.vendor_id', inherited: 'holder.audience' },
  { table: 'version', from: 'version t JOIN product holder ON holder.id = t.product_id', inherited: 'holder.audience' },
  {
    table: 'document',
    from: 'document t JOIN version holder ON holder.id = t.version_id',
    inherited: 'holder.audience',
  },
] as const;

const rightNumber = (inherited: string): string => `greatest(visibility_number(t.overrides), least(${inherited}, 2))`;

/** Rows that are kept for others than they are for. */
export async function misplacedAudiences(db: Queryable): Promise<number> {
  const wrong = holders.map(
    ({ from, inherited }) => `SELECT FROM ${from} WHERE t.audience <> ${rightNumber(inherited)}`,
  );
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM (${wrong.join(' UNION ALL ')}) AS misplaced`,
  );
  return rows[0]?.count ?? 0;
}

/** Part of one transaction, so that nobody sees half of it. */
export async function correctAudiences(db: Queryable): Promise<void> {
  for (const { table, from, inherited } of holders) {
    await db.query(
      `UPDATE ${table} SET audience = wanted.audience
       FROM (SELECT t.id, ${rightNumber(inherited)} AS audience FROM ${from}) AS wanted
       WHERE wanted.id = ${table}.id AND ${table}.audience <> wanted.audience`,
    );
  }
}
