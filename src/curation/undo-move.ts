/** Takes a move back: what stands where it was put goes to where it was, with what came in by its rules since; the rest is told. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { changesOfBulk, type ChangeRow } from '../store/queries/curation.js';
import { documentPlacements, placeOf, widePlacements, type PlacementRow } from '../store/queries/placements.js';
import {
  moveById,
  placedBelow,
  thingsById,
  thingsByPath,
  type MoveRow,
  type Thing,
} from '../store/queries/structure.js';
import type { Queryable } from '../store/queryable.js';
import { closeBulk, openBulk } from '../store/writes/curation.js';
import { placeMarks } from '../store/writes/passage-marks.js';
import { newRow, rearrange, type NewRow, type Rearrangement } from '../store/writes/rearrange.js';
import { lockStructure } from '../store/writes/structure-lock.js';
import { markedAmong, retireMove } from '../store/writes/structure-moves.js';
import type { UndoRefusal, UndoResult } from './undo.js';

/** Where something that stands elsewhere is to come. */
interface Return {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly to: string;
}

const placeIn = (value: unknown): string => (typeof value === 'string' ? value : '');

async function currentThings(db: Queryable, changes: readonly ChangeRow[]): Promise<ReadonlyMap<string, Thing>> {
  const things: Thing[] = [];
  for (const kind of ['VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT'] as const) {
    const ids = changes.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);
    things.push(...(await thingsById(db, kind, ids)));
  }
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** What the move did, one by one: still so, or not. */
async function returnsOf(
  db: Queryable,
  changes: readonly ChangeRow[],
): Promise<{ readonly returns: Return[]; readonly refused: UndoRefusal[] }> {
  const current = await currentThings(db, changes);
  const documents = changes.filter(({ subjectKind }) => subjectKind === 'DOCUMENT');
  const before = await thingsByPath(
    db,
    'DOCUMENT',
    documents.map((change) => placeIn(change.before)),
  );
  const taken = new Map(before.map(({ path, id }) => [path, id]));
  const returns: Return[] = [];
  const refused: UndoRefusal[] = [];
  for (const change of changes) {
    const thing = current.get(change.subjectId);
    const to = placeIn(change.before);
    if (thing === undefined) {
      refused.push({ change, reason: 'GONE', message: `${change.subjectPath} is not in the library.` });
    } else if (thing.place !== placeIn(change.after)) {
      const message = `${placeIn(change.after)} was moved on to ${thing.place} and stays there.`;
      refused.push({ change, reason: 'CHANGED_SINCE', message });
    } else if ((taken.get(to) ?? thing.id) !== thing.id) {
      refused.push({ change, reason: 'CHANGED_SINCE', message: `Something else stands at ${to} by now.` });
    } else returns.push({ kind: thing.kind, id: thing.id, to });
  }
  return { returns, refused };
}

/** What sources delivered since, and what stands where it does only by the rules of the move. */
async function latecomers(db: Queryable, move: MoveRow, known: ReadonlySet<string>): Promise<Return[]> {
  const wide = await widePlacements(db);
  const products = [
    ...new Set(wide.filter(({ bulkId }) => bulkId === move.bulkId).map(({ toPath }) => toPath.split('/')[0] ?? '')),
  ];
  const returns: Return[] = [];
  for (const kind of ['VERSION', 'DOCUMENT'] as const) {
    const things = (await placedBelow(db, kind, products)).filter(({ id }) => !known.has(id));
    const own =
      kind === 'VERSION'
        ? []
        : await documentPlacements(
            db,
            things.map(({ origin }) => origin ?? ''),
          );
    for (const { id, origin, path } of things) {
      const rules = [...wide, ...own].toSorted((a, b) => a.id - b.id);
      const withMove = placed(origin ?? '', rules, kind);
      const without = placed(
        origin ?? '',
        rules.filter(({ bulkId }) => bulkId !== move.bulkId),
        kind,
      );
      const isByRule = path === withMove || (kind === 'DOCUMENT' && path.startsWith(`${withMove}-`));
      if (isByRule && without !== withMove) returns.push({ kind, id, to: without });
    }
  }
  return returns;
}

function placed(origin: string, rules: readonly PlacementRow[], kind: 'VERSION' | 'DOCUMENT'): string {
  const [product = '', version = '', document = ''] = origin.split('/');
  const place = placeOf({ vendor: '', product, version, document }, rules);
  const path = `${place.product}/${place.version}`;
  return kind === 'VERSION' ? path : `${path}/${place.document}`;
}

const parts = (path: string): [parent: string, slug: string] => {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
};

/** Versions that only came up after the move, and that their documents need where they go now. */
async function missingVersions(db: Queryable, { gone }: MoveRow, returns: readonly Return[]): Promise<NewRow[]> {
  const wanted = new Set(returns.filter(({ kind }) => kind === 'DOCUMENT').map(({ to }) => parts(to)[0]));
  for (const { kind, to } of returns) if (kind === 'VERSION') wanted.delete(to);
  const products = new Map(
    (
      await thingsByPath(
        db,
        'PRODUCT',
        [...wanted].map((path) => parts(path)[0]),
      )
    ).map(({ id, slug }) => [slug, id]),
  );
  for (const { kind, row } of gone) if (kind === 'PRODUCT') products.set(String(row['slug']), String(row['id']));
  for (const { path } of await thingsByPath(db, 'VERSION', [...wanted])) wanted.delete(path);
  const back = new Set(gone.map(({ row }) => `${String(row['product_id'])}/${String(row['slug'])}`));
  return [...wanted].flatMap((path) => {
    const [product, slug] = parts(path);
    const productId = products.get(product) ?? '';
    return back.has(`${productId}/${slug}`) ? [] : [newRow('VERSION', { slug, label: slug, product_id: productId })];
  });
}

function rearrangementOf(move: MoveRow, returns: readonly Return[], made: readonly NewRow[]): Rearrangement {
  const of = (kind: SubjectKind) => returns.filter((one) => one.kind === kind);
  return {
    made: [...move.gone.map(({ kind, row }) => ({ kind, id: String(row['id']), row })), ...made],
    vendors: of('VENDOR').map(({ id, to }) => ({ id, slug: to })),
    products: of('PRODUCT').map(({ id, to }) => ({ id, vendor: parts(to)[0], slug: parts(to)[1] })),
    versions: of('VERSION').map(({ id, to }) => ({ id, product: parts(to)[0], slug: parts(to)[1] })),
    documents: of('DOCUMENT').map(({ id, to }) => ({ id, version: parts(to)[0], slug: parts(to)[1] })),
    gone: [],
    successors: [],
  };
}

/** @throws ConflictError when a slug that must come back is taken. */
async function checkFree(db: Queryable, { gone }: MoveRow): Promise<void> {
  for (const kind of ['VENDOR', 'PRODUCT'] as const) {
    const slugs = gone.filter((one) => one.kind === kind).map(({ row }) => String(row['slug']));
    const [taken] = await thingsByPath(db, kind, slugs);
    if (taken === undefined) continue;
    throw new ConflictError(
      `There is a ${kind.toLowerCase()} "${taken.slug}" again, so that the one before can't come back. Give that one another slug first.`,
      { path: taken.path },
    );
  }
}

/** All in one transaction. @throws ConflictError when it was taken back already, or can't be. */
export async function undoMove(
  dataSource: DataSource,
  movedBy: string,
  { caller, note }: { readonly caller: Caller; readonly note: string | null },
): Promise<UndoResult> {
  return dataSource.transaction(async (manager) => {
    await lockStructure(manager);
    const move = await moveById(manager, movedBy);
    if (move === null) throw new NotFoundError('There is no such move.', { noun: 'bulk' });
    if (move.undoneAt !== null) throw new ConflictError('The move was taken back already.', { bulkId: move.bulkId });
    await checkFree(manager, move);
    const restored = new Set(move.gone.map(({ row }) => String(row['id'])));
    const changes = (await changesOfBulk(manager, move.bulkId)).filter(({ subjectId }) => !restored.has(subjectId));
    const { returns, refused } = await returnsOf(manager, changes);
    const late = await latecomers(manager, move, new Set(changes.map(({ subjectId }) => subjectId)));
    const all = [...returns, ...late];
    const made = await missingVersions(manager, move, all);
    const bulkId = await openBulk(manager, 'UNDO', { caller, note, bulkId: null });
    await retireMove(manager, move.bulkId);
    const { moved, documentIds } = await rearrange(manager, rearrangementOf(move, all, made), {
      ...{ caller, note, bulkId, isTakenBack: true },
      empty: move.made,
    });
    for (const id of await markedAmong(manager, documentIds)) await placeMarks(manager, id);
    await closeBulk(manager, bulkId, moved);
    return { bulkId, changes: await changesOfBulk(manager, bulkId), refused };
  });
}
