/** Moves in the file of all curation: in their order, known by their ids, made anew in a library that has not seen them. */
import { z } from 'zod';
import type { Caller } from '../caller.js';
import { SUBJECT_KINDS } from '../store/entities/subject-kind.js';
import { movesInForce, moveById } from '../store/queries/structure.js';
import type { Repositories } from '../store/queryable.js';
import { lockStructure } from '../store/writes/structure-lock.js';
import type { MoveRequest } from './move-request.js';
import { makeMove } from './move.js';
import { planMove } from './plan-move.js';

const named = z.strictObject({ slug: z.string(), name: z.string() });

const moveEntry = z.strictObject({
  id: z
    .uuid()
    .transform((id) => id.toLowerCase())
    .optional(),
  kind: z.enum(SUBJECT_KINDS),
  things: z.array(z.string()).min(1),
  into: z.string().optional(),
  merge: z.boolean().optional(),
  slug: z.string().optional(),
  vendor: named.optional(),
  product: named.optional(),
  version: z.strictObject({ slug: z.string(), label: z.string() }).optional(),
  note: z.string().optional(),
});

export const movesInFile = z.array(moveEntry).optional();

export type MoveInFile = z.infer<typeof moveEntry>;

interface MoveFault {
  /** `moves/3`: the third. */
  readonly place: string;
  readonly field: string | null;
  readonly message: string;
}

function entryOf(id: string, { kind, things, into, isMerge, slug, making, note }: MoveRequest): MoveInFile {
  return {
    id,
    kind,
    things: [...things],
    ...(into !== null && { into }),
    ...(isMerge && { merge: true }),
    ...(slug !== null && { slug }),
    ...(making?.vendor != null && { vendor: making.vendor }),
    ...(making?.product != null && { product: making.product }),
    ...(making?.version != null && { version: making.version }),
    ...(note !== null && { note }),
  };
}

function requestOf({ kind, things, into, merge, slug, vendor, product, version, note }: MoveInFile): MoveRequest {
  return {
    kind,
    things,
    into: into ?? null,
    isMerge: merge ?? false,
    slug: slug ?? null,
    making: { vendor: vendor ?? null, product: product ?? null, version: version ?? null },
    note: note ?? null,
  };
}

/** Those that were not taken back. */
export async function exportMoves(db: Repositories): Promise<MoveInFile[]> {
  return (await movesInForce(db)).map(({ bulkId, request }) => entryOf(bulkId, request as unknown as MoveRequest));
}

export interface MovesOfFile {
  readonly moves: readonly MoveInFile[];
  readonly errors: readonly MoveFault[];
  /** Places in the file whose things are not in the library. */
  readonly missing: readonly string[];
}

/**
 * Makes the moves that the library has not seen, within the transaction. One whose things stand where it puts them already
 * changes nothing; things that are not there are left out.
 */
export async function makeMovesOf(
  db: Repositories,
  entries: readonly MoveInFile[],
  caller: Caller,
): Promise<MovesOfFile> {
  const moves: MoveInFile[] = [];
  const errors: MoveFault[] = [];
  const missing: string[] = [];
  if (entries.length > 0) await lockStructure(db);
  for (const [at, entry] of entries.entries()) {
    if (entry.id !== undefined && (await moveById(db, entry.id)) !== null) continue;
    const request = requestOf(entry);
    const plan = await planMove(db, request);
    const place = `moves/${String(at + 1)}`;
    const lacking = plan.errors.filter(({ code }) => code === 'NOT_FOUND');
    const faults = plan.errors.filter(({ code }) => code !== 'NOT_FOUND' && code !== 'NOTHING_TO_DO');
    missing.push(...lacking.map(({ message }) => `${place}: ${message}`));
    errors.push(...faults.map(({ field, message }) => ({ place, field, message })));
    if (faults.length > 0 || plan.moved.length === 0) continue;
    await makeMove(db, request, plan, { caller, bulkId: entry.id });
    moves.push(entry);
  }
  return { moves, errors, missing };
}
