/** What is proposed to curators, and what became of it. */
import type { Caller } from '../../caller.js';
import type { ProposalKind, ProposalState } from '../entities/proposal-kind.js';
import type { Proposal, ProposedField } from '../entities/proposal.js';
import type { SubjectKind } from '../entities/subject-kind.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import { contains, inList, since } from './conditions.js';
import type { SubjectName } from './curation.js';

export type ProposalRow = Omit<Proposal, 'reviewerKind' | 'reviewerId'>;

const proposalColumns = `p.id, p.at, p.kind, p.state, p.subject_kind AS "subjectKind", p.subject_path AS "subjectPath",
  p.changes, p.chunk_key AS "chunkKey", p.quote, p.note, p.author_kind AS "authorKind",
  p.author_id AS "authorId", p.author_name AS "authorName", p.door, p.reviewer_name AS "reviewerName",
  p.reviewed_at AS "reviewedAt", p.reason`;

/** Who proposed something, as told from others. */
export type Author = Pick<Caller, 'kind' | 'id'>;

/** Which proposals: everything that is given must hold; of a list, one entry. */
export interface ProposalFilter {
  readonly author?: Author;
  readonly kinds?: readonly ProposalKind[] | null;
  readonly states?: readonly ProposalState[] | null;
  readonly subjectKinds?: readonly SubjectKind[] | null;
  readonly paths?: readonly string[] | null;
  readonly pathContains?: string | null;
  readonly authorContains?: string | null;
  readonly since?: Date | null;
}

const condition = [
  `($1::text IS NULL OR (p.author_kind = $1 AND p.author_id IS NOT DISTINCT FROM $2::text))`,
  inList('p.kind', 3),
  inList('p.state', 4),
  contains('p.subject_path', 5),
  contains('p.author_name', 6),
  since('p.at', 7),
  inList('p.subject_path', 8),
  inList('p.subject_kind', 9),
].join(' AND ');

function parametersOf({ author, ...filter }: ProposalFilter): unknown[] {
  return [
    author?.kind ?? null,
    author?.id ?? null,
    filter.kinds ?? null,
    filter.states ?? null,
    filter.pathContains ?? null,
    filter.authorContains ?? null,
    filter.since ?? null,
    filter.paths ?? null,
    filter.subjectKinds ?? null,
  ];
}

export const proposalsNewestFirst: ListOrder = {
  name: 'NEWEST',
  terms: [
    { sql: 'p.at', type: 'timestamptz', descending: true },
    { sql: 'p.id', type: 'uuid', descending: true },
  ],
};

/** Newest first. */
export function proposals(db: Queryable, filter: ProposalFilter, page: Page): Promise<Keyed<ProposalRow>[]> {
  const parameters = parametersOf(filter);
  const list = { columns: proposalColumns, from: 'proposal p', where: condition, order: proposalsNewestFirst };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function proposalCount(db: Queryable, filter: ProposalFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM proposal p WHERE ${condition}`,
    parametersOf(filter),
  );
  return rows[0]?.count ?? 0;
}

export function proposalsById(db: Queryable, ids: readonly string[]): Promise<ProposalRow[]> {
  return db.query(`SELECT ${proposalColumns} FROM proposal p WHERE p.id = ANY ($1::uuid[]) ORDER BY p.at, p.id`, [ids]);
}

/** Oldest first; nobody else answers them until the transaction ends. */
export async function lockProposals(db: Queryable, ids: readonly string[]): Promise<ProposalRow[]> {
  await db.query(`SELECT FROM proposal p WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id FOR UPDATE`, [ids]);
  return proposalsById(db, ids);
}

export async function openCountOf(db: Queryable, { kind, id }: Author): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM proposal p
     WHERE p.state = 'OPEN' AND p.author_kind = $1 AND p.author_id IS NOT DISTINCT FROM $2::text`,
    [kind, id],
  );
  return rows[0]?.count ?? 0;
}

export interface NewProposal {
  readonly kind: ProposalKind;
  readonly subject: SubjectName;
  readonly changes: readonly ProposedField[];
  readonly chunkKey?: string | null;
  readonly quote?: string | null;
  readonly note: string | null;
}

/** The author's open proposal of just these values, or feedback in just these words, if there is one. */
export async function sameProposal(
  db: Queryable,
  { kind: authorKind, id }: Author,
  { kind, subject, changes, chunkKey = null, note }: NewProposal,
): Promise<ProposalRow | null> {
  const rows = await db.query<ProposalRow[]>(
    `SELECT ${proposalColumns} FROM proposal p
     WHERE p.state = 'OPEN' AND p.subject_kind = $3 AND p.subject_path = $4
       AND p.author_kind = $1 AND p.author_id IS NOT DISTINCT FROM $2::text AND p.kind = $6 AND p.changes = $5::jsonb
       AND (p.kind = 'CORRECTION' OR (p.note = $7 AND p.chunk_key IS NOT DISTINCT FROM $8::text))`,
    [authorKind, id, subject.kind, subject.path, JSON.stringify(changes), kind, note, chunkKey],
  );
  return rows[0] ?? null;
}
