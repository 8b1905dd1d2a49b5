/** Takes a move back: what stands where it was put goes to where it was, with what came in by its rules since; the rest is told. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { groupBy } from '../group-by.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { changesOfBulk, type ChangeRow } from '../store/queries/curation.js';
import { successorOf } from '../store/queries/former-paths.js';
import { documentPlacements, placeOf, widePlacements, type PlacementRow } from '../store/queries/placements.js';
import {
  moveById,
  placedBelow,
  thingsBelow,
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
  const above = wide.flatMap(({ bulkId, toPath }) => (bulkId === move.bulkId ? [toPath.split('/')[0] ?? ''] : []));
  const returns: Return[] = [];
  for (const kind of ['PRODUCT', 'VERSION', 'DOCUMENT'] as const) {
    const things = (await placedBelow(db, kind, [...new Set(above)])).filter(({ id }) => !known.has(id));
    const origins = kind === 'DOCUMENT' ? things.flatMap(({ origin }) => origin ?? []) : [];
    const own = groupBy(await documentPlacements(db, origins), ({ fromPath }) => fromPath);
    for (const thing of things) {
      const { id, origin, place } = thing;
      const rules = [...wide, ...(own.get(origin ?? '') ?? [])].toSorted((a, b) => a.id - b.id);
      const withMove = placed(thing, rules);
      const without = placed(
        thing,
        rules.filter(({ bulkId }) => bulkId !== move.bulkId),
      );
      const isByRule = place === withMove || (kind === 'DOCUMENT' && place.startsWith(`${withMove}-`));
      if (isByRule && without !== withMove) returns.push({ kind, id, to: without });
    }
  }
  return returns;
}

/** Where the rules put what the source of a thing calls it. */
function placed({ kind, origin, slug }: Thing, rules: readonly PlacementRow[]): string {
  const [first = '', version = '', document = ''] = (origin ?? '').split('/');
  if (kind === 'PRODUCT') {
    const { vendor } = placeOf({ vendor: first, product: slug, version, document }, rules);
    return `${vendor}/${slug}`;
  }
  const place = placeOf({ vendor: '', product: first, version, document }, rules);
  const path = `${place.product}/${place.version}`;
  return kind === 'VERSION' ? path : `${path}/${place.document}`;
}

const parts = (path: string): [parent: string, slug: string] => {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
};

/** Ids of products by the slug that they will have. */
async function productsThen(
  db: Queryable,
  { gone }: MoveRow,
  returns: readonly Return[],
): Promise<ReadonlyMap<string, string>> {
  const slugs = returns.flatMap(({ kind, to }) =>
    kind === 'VERSION' || kind === 'DOCUMENT' ? [to.split('/')[0] ?? ''] : [],
  );
  const then = new Map((await thingsByPath(db, 'PRODUCT', [...new Set(slugs)])).map(({ id, slug }) => [slug, id]));
  for (const { kind, row } of gone) if (kind === 'PRODUCT') then.set(String(row['slug']), String(row['id']));
  for (const { kind, id, to } of returns) if (kind === 'PRODUCT') then.set(parts(to)[1], id);
  return then;
}

/** Only what can stand where it was: what it stood below is there, or comes back. */
async function withParents(db: Queryable, move: MoveRow, returns: readonly Return[]): Promise<Return[]> {
  const products = await productsThen(db, move, returns);
  const owners = returns.flatMap(({ kind, to }) => (kind === 'PRODUCT' ? [parts(to)[0]] : []));
  const vendors = new Set((await thingsByPath(db, 'VENDOR', owners)).map(({ slug }) => slug));
  for (const { kind, row } of move.gone) if (kind === 'VENDOR') vendors.add(String(row['slug']));
  for (const { kind, to } of returns) if (kind === 'VENDOR') vendors.add(to);
  return returns.filter(({ kind, to }) => {
    if (kind === 'VENDOR') return true;
    return kind === 'PRODUCT' ? vendors.has(parts(to)[0]) : products.has(to.split('/')[0] ?? '');
  });
}

/** Versions that only came up after the move, and that their documents need where they go now. */
async function missingVersions(db: Queryable, move: MoveRow, returns: readonly Return[]): Promise<NewRow[]> {
  const products = await productsThen(db, move, returns);
  const wanted = new Set(returns.flatMap(({ kind, to }) => (kind === 'DOCUMENT' ? [parts(to)[0]] : [])));
  for (const { kind, to } of returns) if (kind === 'VERSION') wanted.delete(to);
  for (const { path } of await thingsByPath(db, 'VERSION', [...wanted])) wanted.delete(path);
  const back = new Set(move.gone.map(({ row }) => `${String(row['product_id'])}/${String(row['slug'])}`));
  return [...wanted].flatMap((path) => {
    const [product, slug] = parts(path);
    const productId = products.get(product) ?? '';
    return back.has(`${productId}/${slug}`) ? [] : [newRow('VERSION', { slug, label: slug, product_id: productId })];
  });
}

/** Rows that come back, below what took the place of what they stood below, if that has gone since. */
async function rowsBack(db: Queryable, { gone }: MoveRow): Promise<NewRow[]> {
  const ids = new Set(gone.map(({ row }) => String(row['id'])));
  return Promise.all(
    gone.map(async ({ kind, row }) => {
      const id = String(row['id']);
      const column = kind === 'PRODUCT' ? 'vendor_id' : 'product_id';
      const parentId = String(row[column]);
      if (kind === 'VENDOR' || ids.has(parentId)) return { kind, id, row };
      const successor = await successorOf(db, parentId);
      if (successor === null) return { kind, id, row };
      const origin = kind === 'PRODUCT' ? (row['origin'] ?? successor.path) : row['origin'];
      return { kind, id, row: { ...row, [column]: successor.id, origin } };
    }),
  );
}

function rearrangementOf(returns: readonly Return[], made: readonly NewRow[]): Rearrangement {
  const of = (kind: SubjectKind) => returns.filter((one) => one.kind === kind);
  return {
    made,
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
  const versions = gone.filter((one) => one.kind === 'VERSION').map(({ row }) => row);
  const below = await thingsBelow(
    db,
    'VERSION',
    versions.map((row) => String(row['product_id'])),
  );
  const again = below.find(({ slug, parentId }) =>
    versions.some((row) => row['slug'] === slug && row['product_id'] === parentId),
  );
  if (again === undefined) return;
  throw new ConflictError(
    `There is a version ${again.path} again, so that the one before can't come back. Move that one first.`,
    {
      path: again.path,
    },
  );
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
    const all = await withParents(manager, move, [...returns, ...late]);
    const going = new Set(all.map(({ id }) => id));
    const stuck = new Set(returns.flatMap(({ id }) => (going.has(id) ? [] : [id])));
    const lost = changes.filter(({ subjectId }) => stuck.has(subjectId));
    refused.push(
      ...lost.map((change): UndoRefusal => {
        return { change, reason: 'GONE', message: `What ${placeIn(change.before)} stood below is not in the library.` };
      }),
    );
    const made = [...(await rowsBack(manager, move)), ...(await missingVersions(manager, move, all))];
    const bulkId = await openBulk(manager, 'UNDO', { caller, note, bulkId: null });
    await retireMove(manager, move.bulkId);
    const { moved, documentIds } = await rearrange(manager, rearrangementOf(all, made), {
      ...{ caller, note, bulkId, isTakenBack: true },
      empty: move.made,
    });
    for (const id of await markedAmong(manager, documentIds)) await placeMarks(manager, id);
    await closeBulk(manager, bulkId, moved);
    return { bulkId, changes: await changesOfBulk(manager, bulkId), refused };
  });
}
