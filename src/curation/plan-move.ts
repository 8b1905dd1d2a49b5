/** Works out what a move would do, from what is asked for. */
import { createHash } from 'node:crypto';
import type { Queryable } from '../store/queryable.js';
import { thingsByPath, type Thing } from '../store/queries/structure.js';
import { MovePlanner, type MovePlan } from './move-planner.js';
import type { MoveRequest } from './move-request.js';

async function planMerge(planner: MovePlanner, things: readonly Thing[], other: Thing): Promise<void> {
  for (const thing of things) {
    if (thing.id === other.id) planner.refuse('BAD_VALUE', 'into', `${thing.path} can't go into itself.`);
    else if (thing.kind === 'VENDOR') await planner.vendorInto(thing, other);
    else if (thing.kind === 'PRODUCT') await planner.productInto(thing, other);
    else {
      planner.placements.push({ kind: 'VERSION', from: thing.path, to: other.path });
      await planner.unite(thing, other);
    }
  }
}

async function planSlug(db: Queryable, planner: MovePlanner, thing: Thing, slug: string): Promise<void> {
  const [taken] = await thingsByPath(db, thing.kind, [slug]);
  if (taken !== undefined) {
    planner.refuse(
      'NAME_TAKEN',
      'slug',
      `"${slug}" is the slug of another ${thing.kind.toLowerCase()}; merge the two instead.`,
    );
  } else if (thing.kind === 'PRODUCT') await planner.productCalled(thing, slug);
  else await planner.vendorCalled(thing, slug);
}

async function planShape(
  db: Queryable,
  planner: MovePlanner,
  request: MoveRequest,
  things: readonly Thing[],
): Promise<void> {
  const { kind, into, isMerge, slug } = request;
  const [only] = things;
  if (isMerge) {
    const [other] = await thingsByPath(db, kind, [into ?? '']);
    if (other === undefined) planner.refuse('NOT_FOUND', 'into', `There is no ${kind.toLowerCase()} ${into ?? ''}.`);
    else await planMerge(planner, things, other);
  } else if (kind === 'DOCUMENT') {
    await planner.documentsInto(things, await planner.parent('VERSION', into ?? ''), 'ALL');
  } else if (kind === 'VERSION') {
    await planner.versionsInto(things, await planner.parent('PRODUCT', into ?? ''), 'ALL');
  } else if (slug !== null && only !== undefined) {
    await planSlug(db, planner, only, slug);
  } else if (kind === 'PRODUCT') {
    planner.productsBelow(things, await planner.parent('VENDOR', into ?? ''));
  }
}

/** Reads only. @throws BadInputError when it is about too many things. */
export async function planMove(db: Queryable, request: MoveRequest): Promise<MovePlan> {
  const planner = new MovePlanner(db, request);
  const things = await thingsByPath(db, request.kind, request.things);
  const known = new Set(things.map(({ path }) => path));
  for (const path of request.things.filter((one) => !known.has(one))) {
    planner.refuse('NOT_FOUND', 'things', `There is no ${request.kind.toLowerCase()} ${path}.`);
  }
  await planShape(db, planner, request, things);
  const plan = planner.plan();
  if (plan.errors.length === 0 && plan.moved.length === 0) {
    planner.refuse('NOTHING_TO_DO', null, 'All of it stands there already.');
  }
  return planner.plan();
}

/** Tells whether a plan is about the same things, as they stood, with the same outcome. */
export function fingerprintOf({ moved }: MovePlan): string {
  const rows = moved.map(({ id, before, after, revision }) => [id, before, after, revision]);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
