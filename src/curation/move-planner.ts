/** What a move does to each thing: what stands where afterwards, what is united, what gets another slug because its own is taken. */
import { createHash } from 'node:crypto';
import { BadInputError } from '../errors.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import type { Queryable } from '../store/queryable.js';
import { thingsBelow, thingsByPath, type Thing } from '../store/queries/structure.js';
import { newRow, type NewRow, type Rearrangement } from '../store/writes/rearrange.js';
import type { NewPlacement } from '../store/writes/structure-moves.js';
import { MOST_IN_BULK } from './bulk-edit.js';
import type { EditError } from './edit-error.js';
import type { MoveRequest } from './move-request.js';

export type MoveEffect = 'MOVED' | 'UNITED' | 'RENAMED';

/** A thing that would stand elsewhere. */
export interface MovedThing {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly before: string;
  readonly after: string;
  readonly effect: MoveEffect;
  readonly revision: number;
  /** Keys that would lead on. */
  readonly chunks: number;
}

export interface MovePlan {
  readonly rearrangement: Rearrangement;
  readonly placements: readonly NewPlacement[];
  readonly moved: readonly MovedThing[];
  readonly errors: readonly EditError[];
}

/** Something that others come below; without an id it is made. */
interface Parent {
  readonly id: string | null;
  readonly path: string;
}

/** A slug that is taken gets the beginning of the hash of what the source calls the thing. */
function freeSlug({ slug, origin, path }: Thing, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  const hash = createHash('sha256')
    .update(origin ?? path)
    .digest('hex');
  let length = 6;
  while (taken.has(`${slug}-${hash.slice(0, length)}`)) length += 1;
  return `${slug}-${hash.slice(0, length)}`;
}

const isSameVersion = (a: Thing, b: Thing): boolean =>
  a.slug === b.slug || a.called.trim().toLowerCase() === b.called.trim().toLowerCase();

/** Gathers what a move does, thing by thing; reads only. */
export class MovePlanner {
  readonly made: NewRow[] = [];
  readonly vendors: { id: string; slug: string }[] = [];
  readonly products: { id: string; vendor: string; slug: string }[] = [];
  readonly versions: { id: string; product: string; slug: string }[] = [];
  readonly documents: { id: string; version: string; slug: string }[] = [];
  readonly gone: Rearrangement['gone'][number][] = [];
  readonly successors: Rearrangement['successors'][number][] = [];
  readonly placements: NewPlacement[] = [];
  readonly moved: MovedThing[] = [];
  readonly errors: EditError[] = [];
  private readonly takenBelow = new Map<string, Set<string>>();

  constructor(
    private readonly db: Queryable,
    private readonly request: MoveRequest,
  ) {}

  refuse(code: EditError['code'], field: string | null, message: string): void {
    this.errors.push({ code, field, message });
  }

  private note(thing: Thing, after: string, effect: MoveEffect = 'MOVED'): void {
    const { kind, id, place: before, revision, chunks } = thing;
    this.moved.push({ kind, id, before, after, effect, revision, chunks });
    if (this.moved.length > MOST_IN_BULK) {
      throw new BadInputError(`That is more than ${String(MOST_IN_BULK)} things; move them in parts.`, {
        field: 'things',
        limit: MOST_IN_BULK,
      });
    }
  }

  private leave(thing: Thing, successor: string): void {
    if (thing.kind === 'DOCUMENT') throw new Error('documents are never united');
    this.gone.push({ kind: thing.kind, id: thing.id });
    this.successors.push({ id: thing.id, path: successor });
  }

  /** What has a slug below a version, apart from what is about to leave it. */
  private async takenIn({ id, path }: Parent, leaving: readonly Thing[]): Promise<Set<string>> {
    const known = this.takenBelow.get(path);
    if (known !== undefined) return known;
    const going = new Set(leaving.map((one) => one.id));
    const there = id === null ? [] : await thingsBelow(this.db, 'DOCUMENT', [id]);
    const taken = new Set(there.filter((one) => !going.has(one.id)).map(({ slug }) => slug));
    this.takenBelow.set(path, taken);
    return taken;
  }

  async documentsInto(documents: readonly Thing[], version: Parent, remember: 'ALL' | 'RENAMED'): Promise<void> {
    const { slug: wanted } = this.request;
    const leaving = documents.filter(({ parentId }) => parentId !== version.id || wanted !== null);
    const taken = await this.takenIn(version, leaving);
    for (const document of leaving) {
      const asked = { ...document, slug: wanted ?? document.slug };
      const slug = freeSlug(asked, taken);
      if (wanted !== null && slug !== wanted) {
        this.refuse('NAME_TAKEN', 'slug', `${version.path} has a document "${wanted}" already. Give another slug.`);
        continue;
      }
      taken.add(slug);
      const after = `${version.path}/${slug}`;
      if (after === document.path) continue;
      this.documents.push({ id: document.id, version: version.path, slug });
      this.note(document, after, slug === asked.slug ? 'MOVED' : 'RENAMED');
      if (remember === 'ALL' || slug !== asked.slug) {
        this.placements.push({ kind: 'DOCUMENT', from: document.origin ?? document.path, to: after });
      }
    }
  }

  /** Everything of a version goes into another, which stays. */
  async unite(version: Thing, other: Parent): Promise<void> {
    await this.documentsInto(await thingsBelow(this.db, 'DOCUMENT', [version.id]), other, 'RENAMED');
    this.note(version, other.path, 'UNITED');
    this.leave(version, other.path);
  }

  /** Versions of the same slug or label are united. */
  async versionsInto(versions: readonly Thing[], product: Parent, remember: 'ALL' | 'RENAMED'): Promise<void> {
    const { slug: wanted } = this.request;
    const coming = versions.filter(({ parentId }) => parentId !== product.id || wanted !== null);
    const there = product.id === null ? [] : await thingsBelow(this.db, 'VERSION', [product.id]);
    const held = there.filter(({ id }) => !coming.some((one) => one.id === id));
    for (const version of coming) {
      const asked = { ...version, slug: wanted ?? version.slug };
      const twin = held.find((one) => isSameVersion(one, asked));
      if (twin !== undefined && wanted !== null) {
        this.refuse('NAME_TAKEN', 'slug', `${product.path} has a version "${wanted}" already. Merge the two instead.`);
        continue;
      }
      const after = twin?.path ?? `${product.path}/${asked.slug}`;
      if (after === version.path) continue;
      if (remember === 'ALL' || asked.slug !== after.split('/')[1]) {
        this.placements.push({ kind: 'VERSION', from: version.path, to: after });
      }
      if (twin !== undefined) {
        await this.unite(version, twin);
        continue;
      }
      this.versions.push({ id: version.id, product: product.path, slug: asked.slug });
      held.push({ ...asked, path: after });
      this.note(version, after);
      await this.follow(version, after);
    }
  }

  /** What stands below a version that keeps its documents. */
  private async follow(version: Thing, after: string): Promise<void> {
    for (const document of await thingsBelow(this.db, 'DOCUMENT', [version.id])) {
      this.note(document, `${after}/${document.slug}`);
    }
  }

  async productInto(product: Thing, other: Thing): Promise<void> {
    await this.versionsInto(await thingsBelow(this.db, 'VERSION', [product.id]), other, 'RENAMED');
    this.placements.push({ kind: 'PRODUCT', from: product.slug, to: other.slug });
    this.note(product, other.place, 'UNITED');
    this.leave(product, other.slug);
  }

  productsBelow(products: readonly Thing[], vendor: Parent): void {
    for (const product of products) {
      const after = `${vendor.path}/${product.slug}`;
      if (after === product.place) continue;
      this.products.push({ id: product.id, vendor: vendor.path, slug: product.slug });
      this.note(product, after);
      this.placements.push({ kind: 'OWNER', from: product.slug, to: vendor.path });
    }
  }

  async vendorInto(vendor: Thing, other: Thing): Promise<void> {
    this.placements.push({ kind: 'VENDOR', from: vendor.slug, to: other.slug });
    for (const product of await thingsBelow(this.db, 'PRODUCT', [vendor.id])) {
      this.products.push({ id: product.id, vendor: other.slug, slug: product.slug });
      this.note(product, `${other.slug}/${product.slug}`);
    }
    this.note(vendor, other.slug, 'UNITED');
    this.leave(vendor, other.slug);
  }

  async productCalled(product: Thing, slug: string): Promise<void> {
    const [vendor = ''] = product.place.split('/');
    this.products.push({ id: product.id, vendor, slug });
    this.note(product, `${vendor}/${slug}`);
    this.placements.push({ kind: 'PRODUCT', from: product.slug, to: slug });
    for (const version of await thingsBelow(this.db, 'VERSION', [product.id])) {
      const after = `${slug}/${version.slug}`;
      this.note(version, after);
      await this.follow(version, after);
    }
  }

  async vendorCalled(vendor: Thing, slug: string): Promise<void> {
    this.vendors.push({ id: vendor.id, slug });
    this.note(vendor, slug);
    this.placements.push({ kind: 'VENDOR', from: vendor.slug, to: slug });
    for (const product of await thingsBelow(this.db, 'PRODUCT', [vendor.id]))
      this.note(product, `${slug}/${product.slug}`);
  }

  /** The version, product or vendor that things come below; what is missing of it is made if the request names it. */
  async parent(kind: Exclude<SubjectKind, 'DOCUMENT'>, path: string): Promise<Parent> {
    const [there] = await thingsByPath(this.db, kind, [path]);
    if (there !== undefined) return there;
    const making = this.request.making ?? {};
    if (kind === 'VERSION' && making.version != null) {
      const product = await this.parent('PRODUCT', path.split('/')[0] ?? '');
      if (product.id !== null) this.make('VERSION', { ...making.version, product_id: product.id });
    } else if (kind === 'PRODUCT' && making.product != null && making.vendor != null) {
      const vendor = await this.parent('VENDOR', making.vendor.slug);
      if (vendor.id !== null) this.make('PRODUCT', { ...making.product, vendor_id: vendor.id });
    } else if (kind === 'VENDOR' && making.vendor != null) {
      this.make('VENDOR', making.vendor);
    } else {
      this.refuse('NOT_FOUND', 'into', `There is no ${kind.toLowerCase()} ${path}.`);
      return { id: null, path };
    }
    return { id: this.made.at(-1)?.id ?? null, path };
  }

  private make(kind: NewRow['kind'], values: Readonly<Record<string, unknown>>): void {
    this.made.push(newRow(kind, values));
  }

  plan(): MovePlan {
    const { made, vendors, products, versions, documents, gone, successors, placements, moved, errors } = this;
    const rearrangement = { made, vendors, products, versions, documents, gone, successors };
    return { rearrangement, placements, moved, errors };
  }
}
