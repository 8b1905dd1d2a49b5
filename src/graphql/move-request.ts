/** A move as a client writes it, by ids, for the core, which knows paths. */
import { BadInputError } from '../errors.js';
import { MOST_IN_BULK } from '../curation/bulk-edit.js';
import type { MoveRequest, NewParents } from '../curation/move-request.js';
import type { MoveInput, NewPlaceInput } from '../schema/curation-move.js';
import { slugOf } from '../slug.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { chosenDocuments } from '../store/queries/document-lists.js';
import type { Queryable } from '../store/queryable.js';
import { thingsBelow, thingsById, thingsByPath, type Thing } from '../store/queries/structure.js';
import { filterOf } from './document-filter.js';
import { subjectOf } from './subject-id.js';

const above = { DOCUMENT: 'VERSION', VERSION: 'PRODUCT', PRODUCT: 'VENDOR', VENDOR: null } as const;

async function chosenThings(db: Queryable, { things, documents }: MoveInput): Promise<Thing[]> {
  if ((things == null) === (documents == null)) {
    throw new BadInputError('Give one of `things` and `documents`.', { field: 'things' });
  }
  if (documents != null) {
    const chosen = await chosenDocuments(db, filterOf(documents), MOST_IN_BULK + 1);
    if (chosen.length > MOST_IN_BULK) {
      throw new BadInputError(`That is more than ${String(MOST_IN_BULK)} documents; choose fewer.`, {
        field: 'documents',
        limit: MOST_IN_BULK,
      });
    }
    return thingsById(
      db,
      'DOCUMENT',
      chosen.map(({ id }) => id),
    );
  }
  const subjects = (things ?? []).map(subjectOf);
  const [first] = subjects;
  if (first === undefined || subjects.some(({ kind }) => kind !== first.kind)) {
    throw new BadInputError('Name at least one thing, and only things of one sort.', { field: 'things' });
  }
  const ids = [...new Set(subjects.map(({ id }) => id))];
  const found = await thingsById(db, first.kind, ids);
  if (found.length < ids.length) {
    throw new BadInputError(`Some of the things are no ${first.kind.toLowerCase()} of this library any more.`, {
      field: 'things',
    });
  }
  return found;
}

const nameOf = (slug: string, name: string | null | undefined): { slug: string; name: string } => ({
  slug: slugOf(slug),
  name: name ?? slug,
});

/** A label that a version of the product has already names that version. */
async function newVersion(db: Queryable, product: string, label: string): Promise<{ slug: string; label: string }> {
  const [there] = await thingsByPath(db, 'PRODUCT', [product]);
  const versions = there === undefined ? [] : await thingsBelow(db, 'VERSION', [there.id]);
  const named = versions.find(
    ({ slug, called }) => slug === label || called.toLowerCase() === label.trim().toLowerCase(),
  );
  return { slug: named?.slug ?? slugOf(label), label: label.trim() };
}

function missing(field: string, what: string): BadInputError {
  return new BadInputError(`\`intoNew.${field}\` is missing: ${what}.`, { field: `intoNew.${field}` });
}

async function namedPlace(
  db: Queryable,
  kind: SubjectKind,
  { vendor, vendorName, product, productName, version }: NewPlaceInput,
): Promise<Pick<MoveRequest, 'into' | 'making'>> {
  const owner = vendor == null ? null : nameOf(vendor, vendorName);
  if (kind === 'PRODUCT') {
    if (owner === null) throw missing('vendor', 'products come below a vendor');
    return { into: owner.slug, making: { vendor: owner } };
  }
  if (product == null) throw missing('product', 'versions and documents come below a product');
  const parents: NewParents = { vendor: owner, product: nameOf(product, productName) };
  const { slug } = nameOf(product, productName);
  if (kind === 'VERSION') return { into: slug, making: parents };
  if (version == null) throw missing('version', 'documents come to a version');
  const made = await newVersion(db, slug, version);
  return { into: `${slug}/${made.slug}`, making: { ...parents, version: made } };
}

async function placeById(db: Queryable, kind: SubjectKind, id: string): Promise<Pick<MoveRequest, 'into' | 'isMerge'>> {
  const target = subjectOf(id);
  const isMerge = target.kind === kind && kind !== 'DOCUMENT';
  if (!isMerge && target.kind !== above[kind]) {
    const into =
      kind === 'DOCUMENT' ? 'a version' : `a ${(above[kind] ?? kind).toLowerCase()}, or into another of its sort`;
    throw new BadInputError(`A ${kind.toLowerCase()} comes to ${into}; \`into\` is a ${target.kind.toLowerCase()}.`, {
      field: 'into',
    });
  }
  const [thing] = await thingsById(db, target.kind, [target.id]);
  if (thing === undefined) throw new BadInputError('What `into` names is not there any more.', { field: 'into' });
  return { into: thing.path, isMerge };
}

/** @throws BadInputError */
export async function moveRequestOf(db: Queryable, input: MoveInput): Promise<MoveRequest> {
  const things = await chosenThings(db, input);
  const kind = things[0]?.kind ?? 'DOCUMENT';
  const asked = {
    kind,
    things: things.map(({ path }) => path),
    isMerge: false,
    slug: input.slug ?? null,
    making: null,
    note: input.note ?? null,
  };
  if (input.into != null && input.intoNew != null) {
    throw new BadInputError('Give one of `into` and `intoNew`.', { field: 'into' });
  }
  if (input.into != null) return { ...asked, ...(await placeById(db, kind, input.into)) };
  if (input.intoNew != null && kind !== 'VENDOR') return { ...asked, ...(await namedPlace(db, kind, input.intoNew)) };
  if (asked.slug === null) throw new BadInputError('Give `into`, `intoNew` or `slug`.', { field: 'into' });
  const path = things[0]?.path ?? '';
  return { ...asked, into: kind === 'VENDOR' || kind === 'PRODUCT' ? null : path.slice(0, path.lastIndexOf('/')) };
}
