/** One page of one level of the library, as data and as text. */
import { z } from 'zod';
import type { ListingData } from './listing-operation.js';
import { oneLine } from './untrusted-text.js';

type NodeOf<Page extends { readonly nodes: readonly unknown[] }> = Page['nodes'][number];
type VendorData = NodeOf<NonNullable<ListingData['vendors']>>;
type ProductData = NodeOf<NonNullable<ListingData['vendor']>['products']>;
type VersionData = NodeOf<NonNullable<ListingData['product']>['versions']>;

const named = { slug: z.string().describe('Name to pass as argument'), name: z.string() };
const aliases = z.array(z.string()).optional();

export const listingSchema = z.object({
  level: z.enum(['vendors', 'products', 'versions']),
  library: z
    .object({ vendors: z.int(), products: z.int(), versions: z.int(), documents: z.int(), chunks: z.int() })
    .describe('Counts of the whole library'),
  of: z.object(named).optional().describe('The vendor or product whose entries these are'),
  total: z.int().describe('Entries on this level, all pages together'),
  vendors: z.array(z.object({ ...named, aliases, products: z.int(), firstProducts: z.array(z.string()) })).optional(),
  products: z
    .array(
      z.object({
        ...named,
        aliases,
        latest: z.string().optional(),
        versions: z.int(),
        newestVersions: z.array(z.string()),
      }),
    )
    .optional(),
  versions: z
    .array(
      z.object({
        version: z.string().describe('Label to pass as argument'),
        aliases,
        latest: z.boolean(),
        preview: z.boolean(),
        releasedOn: z.string().optional(),
        endOfLife: z.string().optional(),
        documents: z.int(),
        chunks: z.int(),
      }),
    )
    .optional(),
  omitted: z.int().describe('Entries after this page'),
  nextCursor: z.string().optional().describe('Pass it as cursor for the next page; absent on the last one'),
  next: z.string().describe('How to go on'),
});

type Listing = z.infer<typeof listingSchema>;
export type Level = Listing['level'];

const howToGoOn: Readonly<Record<Level, string>> = {
  vendors: 'Use list_library with vendor for its products, or with product for its versions.',
  products: 'Use list_library with product for its versions, or search_docs with product.',
  versions: 'Use search_docs with this product and one of these versions.',
};

/** @returns undefined when the vendor or product that was asked for does not exist. */
export function describeListing(data: ListingData, level: Level): Listing | undefined {
  const found = entriesOf(data, level);
  if (found === undefined) return undefined;
  const { page, ...entries } = found;
  const { hasNextPage, endCursor } = page.pageInfo;
  return {
    level,
    library: data.library,
    total: page.totalCount,
    ...entries,
    omitted: hasNextPage ? Math.max(0, page.totalCount - page.nodes.length) : 0,
    ...(hasNextPage && endCursor !== null && { nextCursor: endCursor }),
    next: hasNextPage ? `More follow: call again with cursor. ${howToGoOn[level]}` : howToGoOn[level],
  };
}

type Entries = Pick<Listing, 'of' | Level> & {
  page: Omit<NonNullable<ListingData['vendors']>, 'nodes'> & { nodes: readonly unknown[] };
};

function entriesOf(data: ListingData, level: Level): Entries | undefined {
  if (level === 'vendors') {
    return data.vendors && { page: data.vendors, vendors: data.vendors.nodes.map(describeVendor) };
  }
  if (level === 'products') {
    const { vendor } = data;
    return vendor
      ? { page: vendor.products, of: nameOf(vendor), products: vendor.products.nodes.map(describeProduct) }
      : undefined;
  }
  const { product } = data;
  return product
    ? { page: product.versions, of: nameOf(product), versions: product.versions.nodes.map(describeVersion) }
    : undefined;
}

function nameOf({ slug, name }: Pick<VendorData, 'slug' | 'name'>): { slug: string; name: string } {
  return { slug, name: oneLine(name) };
}

function aliasesOf(names: readonly string[]): { aliases?: string[] } {
  return names.length === 0 ? {} : { aliases: names.map(oneLine) };
}

function describeVendor(vendor: VendorData): NonNullable<Listing['vendors']>[number] {
  return {
    ...nameOf(vendor),
    ...aliasesOf(vendor.aliases),
    products: vendor.products.totalCount,
    firstProducts: vendor.products.nodes.map(({ slug }) => slug),
  };
}

function describeProduct(product: ProductData): NonNullable<Listing['products']>[number] {
  return {
    ...nameOf(product),
    ...aliasesOf(product.aliases),
    ...(product.latestVersion !== null && { latest: oneLine(product.latestVersion.label) }),
    versions: product.versions.totalCount,
    newestVersions: product.versions.nodes.map(({ label }) => oneLine(label)),
  };
}

function describeVersion(version: VersionData): NonNullable<Listing['versions']>[number] {
  return {
    version: oneLine(version.label),
    ...aliasesOf(version.aliases),
    latest: version.isLatest,
    preview: version.preview,
    ...(version.releasedOn !== null && { releasedOn: version.releasedOn }),
    ...(version.endOfLife !== null && { endOfLife: version.endOfLife }),
    documents: version.documentCount,
    chunks: version.chunkCount,
  };
}

export function formatListing(listing: Listing): string {
  const { library } = listing;
  const of = listing.of === undefined ? '' : ` of ${listing.of.name} (${listing.of.slug})`;
  const entries = [
    ...(listing.vendors ?? []).map(
      (vendor) =>
        `- ${vendor.slug}: ${vendor.name}; ${counted(vendor.products, 'product')}: ${series(vendor.firstProducts, vendor.products)}`,
    ),
    ...(listing.products ?? []).map(
      (product) =>
        `- ${product.slug}: ${product.name}; latest ${product.latest ?? 'none'}; ${counted(product.versions, 'version')}: ${series(product.newestVersions, product.versions)}`,
    ),
    ...(listing.versions ?? []).map(
      (version) =>
        `- ${version.version}${version.latest ? ' (latest)' : ''}${version.preview ? ' (preview)' : ''}: ${counted(version.documents, 'document')}, ${counted(version.chunks, 'chunk')}`,
    ),
  ];
  return [
    `${counted(listing.total, listing.level.slice(0, -1))}${of}. The library holds ${counted(library.vendors, 'vendor')}, ${counted(library.products, 'product')}, ${counted(library.versions, 'version')}, ${counted(library.documents, 'document')}, ${counted(library.chunks, 'chunk')}.`,
    ...entries,
    `omitted: ${String(listing.omitted)}.${listing.nextCursor === undefined ? '' : ` cursor: "${listing.nextCursor}".`} ${listing.next}`,
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function series(names: readonly string[], total: number): string {
  return names.join(', ') + (total > names.length ? ', …' : '');
}
