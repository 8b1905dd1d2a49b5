/** Moves of vendors, products, versions and documents: looked at first, then made in one transaction, with rules for later ingests. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { NotFoundError } from '../errors.js';
import { slugOf } from '../slug.js';
import type { Queryable, Repositories } from '../store/queryable.js';
import { closeBulk, openBulk } from '../store/writes/curation.js';
import { placeMarks } from '../store/writes/passage-marks.js';
import { rearrange } from '../store/writes/rearrange.js';
import { lockStructure } from '../store/writes/structure-lock.js';
import {
  keepMovePreview,
  markedAmong,
  movePreviewById,
  saveMove,
  takeMovePreview,
} from '../store/writes/structure-moves.js';
import type { EditError } from './edit-error.js';
import type { MoveRequest } from './move-request.js';
import { LONGEST_NOTE } from './note.js';
import type { MovedThing, MovePlan } from './move-planner.js';
import { fingerprintOf, planMove } from './plan-move.js';

export interface MovePreview {
  /** Null if there is nothing that could be made. */
  readonly token: string | null;
  readonly expiresAt: Date | null;
  readonly moved: readonly MovedThing[];
  readonly errors: readonly EditError[];
}

export interface MoveResult {
  /** Null if nothing was made. */
  readonly bulkId: string | null;
  readonly errors: readonly EditError[];
}

function faultsOf({ slug, note, things }: MoveRequest): EditError[] {
  const errors: EditError[] = [];
  if (slug !== null && slugOf(slug) !== slug) {
    errors.push({ code: 'BAD_VALUE', field: 'slug', message: `"${slug}" is no slug; "${slugOf(slug)}" would be one.` });
  }
  if (slug !== null && things.length !== 1) {
    errors.push({ code: 'BAD_VALUE', field: 'slug', message: 'A slug is given to one thing at a time.' });
  }
  if (note !== null && note.length > LONGEST_NOTE) {
    const message = `The note must have at most ${String(LONGEST_NOTE)} characters.`;
    errors.push({ code: 'BAD_VALUE', field: 'note', message });
  }
  return errors;
}

async function checkedPlan(db: Queryable, request: MoveRequest): Promise<MovePlan | { readonly errors: EditError[] }> {
  const faults = faultsOf(request);
  return faults.length > 0 ? { errors: faults } : planMove(db, request);
}

export async function previewMove(db: Queryable, request: MoveRequest): Promise<MovePreview> {
  const plan = await checkedPlan(db, request);
  if (!('moved' in plan)) return { token: null, expiresAt: null, moved: [], errors: plan.errors };
  const { moved, errors } = plan;
  if (errors.length > 0) return { token: null, expiresAt: null, moved: [], errors };
  const { id, expiresAt } = await keepMovePreview(db, request, fingerprintOf(plan));
  return { token: id, expiresAt, moved, errors };
}

function expired(): NotFoundError {
  return new NotFoundError('There is no such preview: it was made already, or is older than 30 minutes. Ask anew.', {
    noun: 'preview',
  });
}

/** As the library is now. @throws NotFoundError */
export async function findMovePreview(db: Queryable, token: string): Promise<MovePreview> {
  const kept = await movePreviewById(db, token);
  if (kept === null) throw expired();
  const { moved, errors } = await planMove(db, kept.request as unknown as MoveRequest);
  return { token, expiresAt: kept.expiresAt, moved, errors };
}

/** Who moves. */
interface Mover {
  readonly caller: Caller;
  /** Of the bulk, where the move has one already. */
  readonly bulkId?: string | undefined;
}

/** Within a transaction that has locked the structure. @returns the bulk. */
export async function makeMove(
  db: Repositories,
  request: MoveRequest,
  { rearrangement, placements }: Pick<MovePlan, 'rearrangement' | 'placements'>,
  { caller, bulkId: given }: Mover,
): Promise<string> {
  const { note } = request;
  const bulkId = await openBulk(db, 'MOVE', { caller, note, bulkId: given ?? null });
  const { moved, gone, documentIds } = await rearrange(db, rearrangement, { caller, note, bulkId, isTakenBack: false });
  const made = rearrangement.made.map(({ kind, id }) => ({ kind, id }));
  await saveMove(db, { bulkId, request, made, gone, placements });
  for (const marked of await markedAmong(db, documentIds)) await placeMarks(db, marked);
  await closeBulk(db, bulkId, moved + gone.length);
  return bulkId;
}

/**
 * All in one transaction: killed anywhere, the whole move is made or nothing of it.
 * @throws NotFoundError
 */
export async function applyMove(dataSource: DataSource, token: string, caller: Caller): Promise<MoveResult> {
  return dataSource.transaction(async (manager) => {
    await lockStructure(manager);
    const kept = await takeMovePreview(manager, token);
    if (kept === null) throw expired();
    const request = kept.request as unknown as MoveRequest;
    const plan = await planMove(manager, request);
    if (plan.errors.length > 0) return { bulkId: null, errors: plan.errors };
    if (fingerprintOf(plan) !== kept.fingerprint) {
      const message = 'The library was changed since the preview: other things would be moved. Look at it again.';
      return { bulkId: null, errors: [{ code: 'CONFLICT', field: null, message }] };
    }
    return { bulkId: await makeMove(manager, request, plan, { caller }), errors: [] };
  });
}
