/** The manifest that says what a plan does without one: a beginning for whoever wants to say it otherwise. */
import { Document } from 'yaml';
import { humanised, slugOf } from '../../slug.js';
import { mostEntries, mostManifestText } from './manifest-schema.js';
import type { PlannedProduct, PlannedVendor, PlannedVersion } from './plan.js';
import type { VersionFolder } from './plan-documents.js';
import { UNASSIGNED_VENDOR, UNVERSIONED } from './plan-manifest.js';

type Written = string | Readonly<Record<string, unknown>>;

function writtenName({ slug, name }: PlannedVendor | PlannedProduct): Written {
  return slug === slugOf(name) ? name : { slug, name };
}

/** Layouts give a version nothing but its label, and that it is a preview. */
function writtenVersion({ label, preview }: PlannedVersion): Written {
  return preview === true ? { label, preview } : label;
}

function entryOf({ place, product, version, kind, licence, language, document }: VersionFolder): object {
  return {
    path: place === '' ? '.' : place,
    product: writtenName(product),
    ...(version.label !== UNVERSIONED.label && { version: writtenVersion(version) }),
    ...(document !== undefined && { document }),
    ...(kind !== undefined && { kind: kind.toLowerCase().replaceAll('_', '-') }),
    ...(licence !== undefined && { licence }),
    ...(language !== undefined && { language }),
  };
}

const head = ' Which folder is which vendor, product and version: docs/library-yaml.md';

/**
 * @param folders as the layout gave them, which are all of one vendor.
 * @param name what the whole is called, for a product where no folder says one.
 * @returns undefined where it would be too long.
 */
export function draftManifest(folders: readonly VersionFolder[], name: string): string | undefined {
  if (folders.length > mostEntries) return undefined;
  const [first] = folders;
  const vendor = first === undefined || first.vendor.slug === UNASSIGNED_VENDOR.slug ? undefined : first.vendor;
  const entries = folders.length === 0 ? [{ path: '.', product: humanised(name) }] : folders.map(entryOf);
  const document = new Document({ ...(vendor && { vendor: writtenName(vendor) }), entries });
  const hint = vendor === undefined ? '\n vendor: { slug: acme, name: Acme Networks }' : '';
  document.commentBefore = head + hint;
  const text = document.toString();
  return text.length > mostManifestText ? undefined : text;
}
