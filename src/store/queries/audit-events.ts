/** What was done with accounts, keys and the service. */
import type { AuditEvent } from '../entities/audit-event.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import { contains, inList, since } from './conditions.js';

export type AuditEventRow = Pick<
  AuditEvent,
  'id' | 'at' | 'action' | 'callerKind' | 'callerName' | 'door' | 'subject' | 'details'
>;

/** Everything that is given must hold; of a list, one entry. */
export interface AuditFilter {
  readonly actions?: readonly string[] | null;
  readonly callerContains?: string | null;
  readonly subjectContains?: string | null;
  readonly since?: Date | null;
}

const condition = [
  inList('a.action', 1),
  contains('a.caller_name', 2),
  contains(`coalesce(a.subject, '')`, 3),
  since('a.at', 4),
].join(' AND ');
const parametersOf = (filter: AuditFilter): unknown[] => [
  filter.actions ?? null,
  filter.callerContains ?? null,
  filter.subjectContains ?? null,
  filter.since ?? null,
];

export const auditLatestFirst: ListOrder = {
  name: 'LATEST',
  terms: [{ sql: 'a.id', type: 'integer', descending: true }],
};

/** Latest first. */
export function auditEvents(db: Queryable, filter: AuditFilter, page: Page): Promise<Keyed<AuditEventRow>[]> {
  const parameters = parametersOf(filter);
  const columns = `a.id, a.at, a.action, a.caller_kind AS "callerKind", a.caller_name AS "callerName", a.door, a.subject,
    a.details`;
  const list = { columns, from: 'audit_event a', where: condition, order: auditLatestFirst };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function auditEventCount(db: Queryable, filter: AuditFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM audit_event a WHERE ${condition}`,
    parametersOf(filter),
  );
  return rows[0]?.count ?? 0;
}
