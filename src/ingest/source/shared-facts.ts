/**
 * What entries of a manifest say of one product or version holds for every entry that names it: a release date that only
 * one of them gives is that of the version, whichever entry is read first.
 */
import { groupBy } from '../../group-by.js';
import type { VersionFolder } from './plan-documents.js';
import type { PlannedVersion } from './plan.js';
import { slugOf } from '../../slug.js';

const facts = ['releasedOn', 'endOfLife', 'preview'] as const;

/** @param report is told of entries that contradict an earlier one, by their place. */
export function withSharedFacts(
  folders: readonly VersionFolder[],
  report: (at: number, problem: string) => void,
): VersionFolder[] {
  const named = folders.map(({ product, version }) => [product.slug, version.label, version.slug] as const);
  /** Where one entry gives a label a slug of its own, the label alone means the same version. */
  const ownSlugs = new Map(
    named
      .filter(([, label, slug]) => slug !== slugOf(label))
      .map(([product, label, slug]) => [key(product, label), slug]),
  );
  const slugAt = (at: number): string => {
    const [product = '', label = '', slug = ''] = named[at] ?? [];
    return slug === slugOf(label) ? (ownSlugs.get(key(product, label)) ?? slug) : slug;
  };
  const placed = folders.map((folder, at) => ({ folder, at, slug: slugAt(at) }));
  const products = groupBy(placed, ({ folder }) => folder.product.slug);
  const versions = groupBy(placed, ({ folder, slug }) => key(folder.product.slug, slug));

  return placed.map(({ folder, slug, at }) => {
    const alike = (versions.get(key(folder.product.slug, slug)) ?? []).map((other) => other.folder.version);
    // A label that is another entry's slug is but another way to write that version.
    const { label } = alike.find((other) => other.slug !== slugOf(other.label)) ?? folder.version;
    const shared = alike.reduceRight<Partial<PlannedVersion>>((all, one) => ({ ...all, ...one }), {});
    const version: PlannedVersion = { ...shared, slug, label, ...aliasesOf(alike) };
    for (const fact of facts) {
      const [here, first] = [folder.version[fact], version[fact]];
      if (here !== undefined && here !== first) {
        report(at, `${fact} is ${String(here)} here and ${String(first)} in an entry before`);
      }
    }
    const product = {
      ...folder.product,
      ...aliasesOf((products.get(folder.product.slug) ?? []).map((other) => other.folder.product)),
    };
    return { ...folder, product, version };
  });
}

function key(product: string, name: string): string {
  return JSON.stringify([product, name]);
}

function aliasesOf(named: readonly { readonly aliases?: readonly string[] }[]): { aliases?: readonly string[] } {
  const aliases = [...new Set(named.flatMap((one) => one.aliases ?? []))];
  return aliases.length === 0 ? {} : { aliases };
}
