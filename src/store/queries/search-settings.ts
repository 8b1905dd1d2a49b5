/** What curators decided about searches, and the history of it. */
import type { Judgement } from '../entities/judgement.js';
import type { PassageMark } from '../entities/passage-mark.js';
import type { SearchRule } from '../entities/search-rule.js';
import { SearchSettingChange } from '../entities/search-setting-change.js';
import type { SettingKind } from '../entities/setting-kind.js';
import type { Synonym } from '../entities/synonym.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable, Repositories } from '../queryable.js';

export type RuleRow = Pick<SearchRule, keyof SearchRule>;
export type SynonymRow = Pick<Synonym, keyof Synonym>;

export type JudgementRow = Pick<Judgement, keyof Judgement>;
export type PassageMarkRow = Pick<PassageMark, keyof PassageMark>;

/** Rows by kind. */
export interface Settings {
  readonly SYNONYM: SynonymRow;
  readonly RULE: RuleRow;
  readonly JUDGEMENT: JudgementRow;
  readonly PASSAGE_MARK: PassageMarkRow;
}

interface SettingTable {
  readonly table: string;
  /** What curators give, as columns. */
  readonly columns: readonly string[];
  /** The order of lists and files: by what a curator knows it by. */
  readonly order: string;
}

const tables: Readonly<Record<keyof Settings, SettingTable>> = {
  SYNONYM: {
    table: 'synonym',
    columns: ['terms', 'alternatives', 'vendor', 'product', 'is_enabled', 'note'],
    order: 't.vendor COLLATE "C" NULLS FIRST, t.product COLLATE "C" NULLS FIRST, t.terms COLLATE "C", t.id',
  },
  RULE: {
    table: 'search_rule',
    columns: [
      ...['name', 'match', 'words', 'vendor', 'product', 'version', 'kind', 'valid_from', 'valid_to', 'priority'],
      ...['pins', 'hides', 'boosts', 'redirect', 'is_enabled', 'note'],
    ],
    order: 't.name COLLATE "C", t.id',
  },
  JUDGEMENT: {
    table: 'judgement',
    columns: ['query', 'vendor', 'product', 'version', 'kind', 'target', 'quote', 'grade', 'note'],
    order: `t.query COLLATE "C", t.vendor COLLATE "C" NULLS FIRST, t.product COLLATE "C" NULLS FIRST,
      t.version COLLATE "C" NULLS FIRST, t.kind COLLATE "C" NULLS FIRST, t.grade DESC, t.target COLLATE "C", t.id`,
  },
  PASSAGE_MARK: {
    table: 'passage_mark',
    columns: [
      ...['effect', 'product', 'version', 'document', 'chunk_key', 'passage', 'first_page', 'last_page', 'reason'],
    ],
    order: `t.product COLLATE "C", t.document COLLATE "C", t.version COLLATE "C" NULLS FIRST, t.first_page NULLS FIRST,
      t.chunk_key COLLATE "C" NULLS FIRST, t.id`,
  },
};

export function settingTable(kind: keyof Settings): SettingTable {
  return tables[kind];
}

const fieldOf = (column: string): string => column.replace(/_(\w)/gu, (_, letter: string) => letter.toUpperCase());

/** What curators give, by field of the entity and by column. */
export function settingFields(kind: keyof Settings): { readonly field: string; readonly column: string }[] {
  return tables[kind].columns.map((column) => ({ field: fieldOf(column), column }));
}

/** Columns as fields of the entity, of the table `t`. */
export function settingColumns(kind: keyof Settings): string {
  const columns = ['id', ...tables[kind].columns, 'revision', 'caller_name', 'changed_at'];
  return columns.map((column) => `t.${column} AS "${fieldOf(column)}"`).join(', ');
}

/** All of a kind, in the order of lists. */
export function settingsOf<Kind extends keyof Settings>(db: Queryable, kind: Kind): Promise<Settings[Kind][]> {
  const { table, order } = tables[kind];
  return db.query(`SELECT ${settingColumns(kind)} FROM ${table} t ORDER BY ${order}`);
}

export async function settingById<Kind extends keyof Settings>(
  db: Queryable,
  kind: Kind,
  id: string,
): Promise<Settings[Kind] | null> {
  const rows = await db.query<Settings[Kind][]>(
    `SELECT ${settingColumns(kind)} FROM ${tables[kind].table} t WHERE t.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Grows with every change of a rule or a synonym, and with every move, which may be of what they name. */
export async function settingsRevision(db: Queryable): Promise<number> {
  const [row] = await db.query<{ revision: number }[]>(
    `SELECT ((SELECT coalesce(max(id), 0) FROM search_setting_change WHERE kind IN ('SYNONYM', 'RULE'))
       + (SELECT coalesce(max(id), 0) + count(undone_at) FROM structure_move))::int AS revision`,
  );
  return row?.revision ?? 0;
}

export interface SettingName {
  readonly kind: SettingKind;
  readonly id: string;
}

export const settingChangesNewestFirst: ListOrder = {
  name: 'NEWEST',
  terms: [{ sql: 'c.id', type: 'integer', descending: true }],
};

const changeColumns = `c.id, c.at, c.kind, c.setting_id AS "settingId", c.revision, c.before, c.after,
  c.caller_kind AS "callerKind", c.caller_id AS "callerId", c.caller_name AS "callerName", c.door`;

export function settingChangeById(db: Repositories, id: number): Promise<SearchSettingChange | null> {
  return db.getRepository(SearchSettingChange).findOneBy({ id });
}

export function lastSettingChange(db: Repositories, { kind, id }: SettingName): Promise<SearchSettingChange | null> {
  return db.getRepository(SearchSettingChange).findOne({ where: { kind, settingId: id }, order: { id: 'DESC' } });
}

/** Newest first. */
export function settingChanges(
  db: Queryable,
  { kind, id }: SettingName,
  page: Page,
): Promise<Keyed<SearchSettingChange>[]> {
  const parameters: unknown[] = [kind, id];
  const list = {
    columns: changeColumns,
    from: 'search_setting_change c',
    where: 'c.kind = $1 AND c.setting_id = $2',
    order: settingChangesNewestFirst,
  };
  return db.query(pageSql(list, page, parameters), parameters);
}

export function settingChangeCount(db: Repositories, { kind, id }: SettingName): Promise<number> {
  return db.getRepository(SearchSettingChange).countBy({ kind, settingId: id });
}
