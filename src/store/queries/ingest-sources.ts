/** Places that documentation comes from. */
import { NotFoundError } from '../../errors.js';
import type { IngestSource } from '../entities/ingest-source.js';
import type { SourceKind } from '../entities/source-kind.js';
import { pageSql, type Keyed, type ListOrder, type Page, type SortTerm } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import { contains, inList } from './conditions.js';

export type IngestSourceRow = Pick<IngestSource, 'id' | 'kind' | 'location' | 'options' | 'createdAt'>;

const columns = `s.id, s.kind, s.location, s.options, s.created_at AS "createdAt"`;

export function ingestSourcesById(db: Queryable, ids: readonly string[]): Promise<IngestSourceRow[]> {
  return db.query(`SELECT ${columns} FROM ingest_source s WHERE s.id = ANY ($1::uuid[])`, [ids]);
}

/** Everything that is given must hold; of a list, one entry. */
export interface IngestSourceFilter {
  readonly kinds?: readonly SourceKind[] | null;
  readonly locationContains?: string | null;
}

const id: SortTerm = { sql: 's.id', type: 'uuid' };

/** Orders of sources, by the name of what they begin with. */
export const ingestSourceOrders = {
  CREATED_AT: [{ sql: 's.created_at', type: 'timestamptz' }, id],
  LOCATION: [{ sql: 's.location', type: 'text' }, id],
} as const satisfies Readonly<Record<string, readonly SortTerm[]>>;

const condition = `${inList('s.kind', 1)} AND ${contains('s.location', 2)}`;
const parametersOf = ({ kinds, locationContains }: IngestSourceFilter): unknown[] => [
  kinds ?? null,
  locationContains ?? null,
];

export function ingestSources(
  db: Queryable,
  filter: IngestSourceFilter,
  order: ListOrder,
  page: Page,
): Promise<Keyed<IngestSourceRow>[]> {
  const parameters = parametersOf(filter);
  const sql = pageSql({ columns, from: 'ingest_source s', where: condition, order }, page, parameters);
  return db.query(sql, parameters);
}

export async function ingestSourceCount(db: Queryable, filter: IngestSourceFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ingest_source s WHERE ${condition}`,
    parametersOf(filter),
  );
  return rows[0]?.count ?? 0;
}

/** @throws NotFoundError */
export async function ingestSource(db: Queryable, id: string): Promise<IngestSourceRow> {
  const [row] = await ingestSourcesById(db, [id]);
  if (row === undefined) throw new NotFoundError(`There is no ingest source ${id}`, { id });
  return row;
}
