/** What Postgres says a statement answers, without running it. */
import pg from 'pg';
import { CALLER_AUDIENCE } from '../../../src/store/caller-audience.js';

/** What `pg` makes of a value, or of each value of a list. */
export interface ValueKind {
  readonly kind: 'string' | 'number' | 'boolean' | 'Date' | 'Buffer' | 'json';
  readonly isList: boolean;
  /** As Postgres calls it. */
  readonly typeName: string;
}

export interface AnsweredColumn extends ValueKind {
  readonly name: string;
  /** Null where Postgres does not tell. */
  readonly mayBeNull: boolean | null;
}

export interface DescribedStatement {
  readonly columns: readonly AnsweredColumn[];
  /** How many values it needs. */
  readonly values: number;
  /** An UPDATE or DELETE, for which TypeORM answers `[rows, count]`; null where nobody can tell. */
  readonly isCounted: boolean | null;
}

interface Field {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
}

/** The part of `pg`'s connection that a submitted query uses. */
interface Connection {
  parse(statement: { name: string; text: string; types: number[] }): void;
  describe(what: { type: 'S'; name: string }): void;
  sync(): void;
  once(event: 'parameterDescription', heard: (message: { dataTypeIDs: number[] }) => void): void;
}

interface Description {
  readonly fields: readonly Field[];
  readonly values: readonly number[];
}

function describe(client: pg.ClientBase, text: string): Promise<Description> {
  return new Promise((resolve, reject) => {
    let fields: readonly Field[] = [];
    let values: readonly number[] = [];
    const query = {
      submit(connection: Connection) {
        connection.once('parameterDescription', (message) => {
          values = message.dataTypeIDs;
        });
        connection.parse({ name: '', text, types: [] });
        connection.describe({ type: 'S', name: '' });
        connection.sync();
      },
      handleRowDescription(message: { fields: readonly Field[] }) {
        ({ fields } = message);
      },
      // The client forgets a query that failed: it is not told when the server is ready.
      handleError: reject,
      handleReadyForQuery() {
        resolve({ fields, values });
      },
    };
    void client.query(query as unknown as pg.Submittable);
  });
}

interface Plan {
  readonly 'Node Type': string;
  readonly Operation?: string;
  readonly 'Join Type'?: string;
  readonly 'Parent Relationship'?: string;
  readonly Output?: readonly string[];
  readonly Plans?: readonly Plan[];
}

/** Expressions that an outer join leaves empty where it finds nothing. */
function emptiedBy(plan: Plan): string[] {
  const parts = plan.Plans ?? [];
  const join = plan['Join Type'];
  const emptied = parts.filter(
    ({ 'Parent Relationship': side }) =>
      join === 'Full' || (join === 'Left' && side === 'Inner') || (join === 'Right' && side === 'Outer'),
  );
  return [...emptied.flatMap(({ Output }) => Output ?? []), ...parts.flatMap(emptiedBy)];
}

/** Conditions of the plan, which rows have met. */
function conditionsOf(plan: Plan): string {
  const own = Object.entries(plan).filter(([name]) => / Cond$|^Filter$/.test(name));
  return [...own.map(([, text]) => String(text)), ...(plan.Plans ?? []).map(conditionsOf)].join(' ');
}

async function planOf(client: pg.ClientBase, text: string): Promise<Plan | null> {
  if (!/^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(text)) return null;
  const answer = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (VERBOSE, GENERIC_PLAN, FORMAT JSON) ${text}`,
  );
  return answer.rows[0]!['QUERY PLAN'][0].Plan;
}

interface Catalogue {
  readonly types: ReadonlyMap<number, { readonly name: string; readonly category: string; readonly element: number }>;
  /** `table.column` by number → whether it may be null. */
  readonly columns: ReadonlyMap<string, boolean>;
}

async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const types = await client.query<{ oid: number; name: string; category: string; element: number }>(
    `SELECT oid, typname::text AS name, typcategory::text AS category, typelem AS element FROM pg_type`,
  );
  const columns = await client.query<{ column: string; mayBeNull: boolean }>(
    `SELECT a.attrelid || '.' || a.attnum AS column, NOT a.attnotnull AS "mayBeNull"
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND a.attnum > 0`,
  );
  return {
    types: new Map(types.rows.map(({ oid, ...type }) => [oid, type])),
    columns: new Map(columns.rows.map(({ column, mayBeNull }) => [column, mayBeNull])),
  };
}

/** A text of a value, by name or category of its type, to see what `pg` makes of it. */
const examples: Readonly<Record<string, string>> = {
  ...{ json: '{}', jsonb: '{}', bytea: '\\x00', B: 't', N: '1', D: '2026-01-01 00:00:00+00' },
};

function kindOfValue(value: unknown): ValueKind['kind'] {
  if (value instanceof Date) return 'Date';
  if (Buffer.isBuffer(value)) return 'Buffer';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  return typeof value === 'string' ? 'string' : 'json';
}

function kindOf(oid: number, { types }: Catalogue): ValueKind {
  const type = types.get(oid)!;
  const parse = (pg.types.getTypeParser as (id: number, format: 'text') => (text: string) => unknown)(oid, 'text');
  const element = type.category === 'A' ? types.get(type.element)! : type;
  const example = examples[element.name] ?? examples[element.category] ?? 'x';
  const value = parse(type.category === 'A' ? `{"${example.replaceAll('\\', '\\\\')}"}` : example);
  const isList = type.category === 'A' && Array.isArray(value);
  return { kind: kindOfValue(isList ? (value as unknown[])[0] : value), isList, typeName: type.name };
}

/** Whether rows have met a condition that holds for no null: "is not null", or an equation. */
function isGuarded(expression: string, conditions: string): boolean {
  // Conditions name the table of a column; what is answered does so only where there are several.
  const column = `(?:\\w+\\.)?${expression.replace(/[^\w]/g, '\\$&')}`;
  return new RegExp(`\\(${column} IS NOT NULL\\)|\\(${column} = | = ${column}\\)`).test(conditions);
}

export interface Describer {
  /** @throws DatabaseError for what Postgres would not run. */
  describe(sql: string): Promise<DescribedStatement>;
}

export async function createDescriber(client: pg.ClientBase): Promise<Describer> {
  const catalogue = await readCatalogue(client);
  return {
    async describe(sql) {
      const text = sql.replaceAll(CALLER_AUDIENCE, '0');
      const { fields, values } = await describe(client, text);
      const plan = await planOf(client, text);
      const emptied = new Set(plan === null ? [] : emptiedBy(plan));
      const conditions = plan === null ? '' : conditionsOf(plan);
      const columns = fields.map(({ name, tableID, columnID, dataTypeID }, at) => {
        const expression = plan?.Output?.[at] ?? '';
        const ofTable = catalogue.columns.get(`${String(tableID)}.${String(columnID)}`);
        const mayBeNull =
          emptied.has(expression) ||
          (ofTable === true && isGuarded(expression, conditions) ? false : (ofTable ?? null));
        return { name, mayBeNull, ...kindOf(dataTypeID, catalogue) };
      });
      const isCounted =
        plan === null ? null : plan['Node Type'] === 'ModifyTable' && /^(?:Update|Delete)$/.test(plan.Operation ?? '');
      return { columns, values: values.length, isCounted };
    },
  };
}
