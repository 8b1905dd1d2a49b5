/**
 * A small library in memory behind the real GraphQL contract: operations are parsed, validated and run by graphql-js
 * against the committed schema, so that a document which the real server would refuse fails here as well.
 */
import { readFileSync } from 'node:fs';
import { buildSchema, graphql, type GraphQLSchema } from 'graphql';
import { OperationError, type Execute } from '../src/executor.js';

export interface SampleChunk {
  readonly stem: string;
  readonly ordinal: number;
  readonly headingPath: readonly string[];
  readonly text: string;
  readonly page?: number;
  readonly pageLabel?: string;
}

export interface SampleDocument {
  readonly slug: string;
  readonly title: string;
  readonly chunks: readonly SampleChunk[];
}

export interface SampleVersion {
  readonly slug: string;
  readonly label: string;
  readonly aliases?: readonly string[];
  readonly isLatest?: boolean;
  readonly documents: readonly SampleDocument[];
}

export interface SampleProduct {
  readonly vendor: { readonly slug: string; readonly name: string };
  readonly slug: string;
  readonly name: string;
  readonly versions: readonly SampleVersion[];
}

export interface SampleLibrary {
  readonly products: readonly SampleProduct[];
  /** Old keys and where their text is now. */
  readonly redirects?: Readonly<Record<string, string>>;
  readonly job?: { readonly state: string; readonly filesDone: number; readonly filesTotal: number };
  readonly degraded?: readonly { readonly leg: string; readonly reason: string }[];
}

let schema: GraphQLSchema | undefined;

function contract(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
  return schema;
}

/** An `Execute` over the library. `before` sees each operation first and may throw in its place. */
export function sampleExecute(library: SampleLibrary, before?: (name: string) => void): Execute {
  const rootValue = rootOf(library);
  return async <Data>(
    operation: Parameters<Execute>[0],
    variableValues?: Readonly<Record<string, unknown>>,
  ): Promise<Data> => {
    before?.(operation.name);
    const { data, errors } = await graphql({
      schema: contract(),
      source: operation.source,
      operationName: operation.name,
      rootValue,
      variableValues,
    });
    const [error] = errors ?? [];
    if (error) throw new OperationError('INTERNAL_SERVER_ERROR', error.message, {}, { cause: error });
    return data as Data;
  };
}

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

function connection<Item>(items: readonly Item[], { first, after }: PageArguments, start = 0) {
  const from = after ? Number(after) : start;
  const nodes = items.slice(from, from + first);
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: String(from + index + 1) })),
    totalCount: items.length,
    pageInfo: {
      hasNextPage: from + first < items.length,
      hasPreviousPage: from > 0,
      startCursor: nodes.length > 0 ? String(from + 1) : null,
      endCursor: nodes.length > 0 ? String(from + nodes.length) : null,
    },
  };
}

function rootOf(library: SampleLibrary) {
  const vendors = [...new Map(library.products.map(({ vendor }) => [vendor.slug, vendor])).values()].map(vendorOf);
  const products = library.products.map(productOf);
  const versions = products.flatMap((product) => product.allVersions);
  const documents = versions.flatMap((version) => version.allDocuments);
  const chunks = documents.flatMap((document) => document.allChunks);

  function vendorOf(vendor: SampleProduct['vendor']) {
    return {
      id: vendor.slug,
      aliases: [],
      ...vendor,
      products: (page: PageArguments): object =>
        connection(
          products.filter((product) => product.vendorSlug === vendor.slug),
          page,
        ),
    };
  }

  function productOf(product: SampleProduct) {
    const node = {
      id: product.slug,
      slug: product.slug,
      name: product.name,
      aliases: [],
      description: null,
      vendorSlug: product.vendor.slug,
      vendor: (): object | undefined => vendors.find(({ slug }) => slug === product.vendor.slug),
      allVersions: [] as ReturnType<typeof versionOf>[],
      versions: (page: PageArguments) => connection(node.allVersions, page),
      latestVersion: () => node.allVersions.find(({ isLatest }) => isLatest),
      version: ({ label }: { label: string }) => matchVersion(node, label)?.version ?? null,
    };
    node.allVersions = product.versions.map((version) => versionOf(version, node));
    return node;
  }
  type ProductNode = ReturnType<typeof productOf>;

  function versionOf(version: SampleVersion, product: { slug: string; name: string; vendor: () => unknown }) {
    const node = {
      id: `${product.slug}-${version.slug}`,
      slug: version.slug,
      label: version.label,
      aliases: version.aliases ?? [],
      preview: false,
      isLatest: version.isLatest ?? false,
      state: 'PUBLISHED',
      product,
      documentCount: version.documents.length,
      chunkCount: version.documents.flatMap((document) => document.chunks).length,
      allDocuments: [] as ReturnType<typeof documentOf>[],
      documents: (page: PageArguments) => connection(node.allDocuments, page),
      document: ({ slug }: { slug: string }) => node.allDocuments.find((document) => document.slug === slug) ?? null,
    };
    node.allDocuments = version.documents.map((document) => documentOf(document, node, product));
    return node;
  }
  type VersionNode = ReturnType<typeof versionOf>;

  function documentOf(
    document: SampleDocument,
    version: { slug: string; label: string },
    product: { slug: string; name: string; vendor: () => unknown },
  ) {
    const permalink = `/d/${[product.slug, version.slug, document.slug].map(encodeURIComponent).join('/')}`;
    const node = {
      id: permalink,
      slug: document.slug,
      title: document.title,
      kind: 'ADMIN_GUIDE',
      language: 'en',
      licence: null,
      sourceUrl: null,
      pageCount: null,
      permalink,
      version,
      allChunks: document.chunks.map((chunk, index) => ({
        id: `${permalink}#${String(index)}`,
        key: [product.slug, version.slug, document.slug, chunk.stem, String(chunk.ordinal)].join('::'),
        ordinal: chunk.ordinal,
        source: `${product.slug}/${version.slug}/${document.slug}/${chunk.stem}.md`,
        page: chunk.page ?? null,
        pageLabel: chunk.pageLabel ?? null,
        lastPage: null,
        lastPageLabel: null,
        headingPath: chunk.headingPath,
        text: chunk.text,
        permalink: '',
        version,
        product,
        vendor: product.vendor,
        document: () => node,
        section: () => node.sections.find(({ heading }) => heading === chunk.headingPath.at(-1)) ?? null,
        neighbours: ({ before, after }: { before: number; after: number }) => ({
          before: node.allChunks.slice(Math.max(0, index - before), index),
          after: node.allChunks.slice(index + 1, index + 1 + after),
        }),
        alsoIn: (): { version: unknown; chunk: unknown }[] => occurrences(chunk.text, product.slug, version),
      })),
      chunks: ({ around, ...page }: PageArguments & { around?: string | null }) =>
        connection(
          node.allChunks,
          page,
          around ? Math.max(0, node.allChunks.findIndex(({ key }) => key === around) - 1) : 0,
        ),
      sections: [] as { id: string; heading: string; depth: number; [field: string]: unknown }[],
    };
    for (const chunk of node.allChunks) chunk.permalink = `/c/${encodeURIComponent(chunk.key)}`;
    node.sections = sectionsOf(node.allChunks);
    return node;
  }

  function sectionsOf(of: readonly { key: string; headingPath: readonly string[]; source: string }[]) {
    const seen = new Map<string, { id: string; heading: string; depth: number; [field: string]: unknown }>();
    for (const chunk of of) {
      chunk.headingPath.forEach((heading, index) => {
        const id = chunk.headingPath.slice(0, index + 1).join('/');
        if (seen.has(id)) return;
        seen.set(id, {
          id,
          heading,
          depth: index + 1,
          anchor: heading.toLowerCase().replaceAll(' ', '-'),
          pageLabel: null,
          file: { name: chunk.source.split('/').at(-1) },
          firstChunk: chunk,
        });
      });
    }
    return [...seen.values()];
  }

  function occurrences(text: string, product: string, version: { slug: string }) {
    return chunks
      .filter((other) => other.text === text && other.product.slug === product && other.version.slug !== version.slug)
      .map((chunk) => ({
        version: versions.find(({ slug, product: of }) => slug === chunk.version.slug && of.slug === product),
        chunk,
      }));
  }

  function matchVersion(product: ProductNode, requested: string): { version: VersionNode; match: string } | undefined {
    const exact = product.allVersions.find(({ slug, label }) => requested === slug || requested === label);
    if (exact) return { version: exact, match: 'EXACT' };
    const alias = product.allVersions.find(({ aliases }) => aliases.includes(requested));
    if (alias) return { version: alias, match: 'ALIAS' };
    const latest = requested === 'latest' ? product.allVersions.find(({ isLatest }) => isLatest) : undefined;
    return latest && { version: latest, match: 'LATEST' };
  }

  interface SearchArguments {
    readonly query: string;
    readonly first: number;
    readonly mode: string;
    readonly scope?: { readonly vendors?: string[]; readonly products?: string[]; readonly versions?: string[] } | null;
  }

  function search({ query, first, mode, scope }: SearchArguments) {
    const unknown = [
      ...(scope?.vendors ?? [])
        .filter((name) => !vendors.some(({ slug }) => slug === name))
        .map((requested) => ({ kind: 'VENDOR', requested, nearest: vendors.map(({ slug }) => slug) })),
      ...(scope?.products ?? [])
        .filter((name) => !products.some(({ slug }) => slug === name))
        .map((requested) => ({ kind: 'PRODUCT', requested, nearest: products.map(({ slug }) => slug) })),
    ];
    const among = products.filter(
      (product) =>
        (scope?.products?.includes(product.slug) ?? true) && (scope?.vendors?.includes(product.vendorSlug) ?? true),
    );
    const resolved = (scope?.versions ?? []).flatMap((requested) =>
      among.map((product) => {
        const found = matchVersion(product, requested);
        return {
          requested,
          match: found?.match ?? 'NONE',
          product,
          served: found?.version ?? null,
          nearest: found ? [] : product.allVersions.slice(0, 2),
        };
      }),
    );
    const words = query.toLowerCase().split(/\s+/);
    const isAllowed = (chunk: (typeof chunks)[number]): boolean =>
      among.some(({ slug }) => slug === chunk.product.slug) &&
      (resolved.length === 0 ||
        resolved.some(
          ({ served, product }) => served?.slug === chunk.version.slug && product.slug === chunk.product.slug,
        ));
    const found = chunks.filter(
      (chunk) => isAllowed(chunk) && words.some((word) => chunk.text.toLowerCase().includes(word)),
    );
    const passages = [
      ...new Map(found.toReversed().map((chunk) => [`${chunk.product.slug} ${chunk.text}`, chunk])).values(),
    ].toReversed();
    return {
      query,
      mode,
      tookMs: 1,
      degraded: (library.degraded ?? []).map((leg) => ({ ...leg, since: '2026-01-01T00:00:00Z' })),
      scope: { vendors: [], products: among, versions: resolved, kinds: [], unknown },
      hits:
        unknown.length > 0
          ? []
          : passages.slice(0, first).map((chunk, index) => ({
              rank: index + 1,
              score: 1 / (index + 1),
              chunk,
              alsoIn: chunk.alsoIn(),
              changedIn: [],
              excerpt: ({ maxLength }: { maxLength: number }) => chunk.text.slice(0, maxLength),
            })),
    };
  }

  return {
    vendors: (page: PageArguments) => connection(vendors, page),
    vendor: ({ slug }: { slug: string }) => vendors.find((vendor) => vendor.slug === slug) ?? null,
    products: (page: PageArguments) => connection(products, page),
    product: ({ slug }: { slug: string }) => products.find((product) => product.slug === slug) ?? null,
    document: ({ product, version, slug }: { product: string; version: string; slug: string }) => {
      const of = products.find((candidate) => candidate.slug === product);
      return (of && matchVersion(of, version)?.version.document({ slug })) ?? null;
    },
    chunk: ({ key }: { key: string }) =>
      chunks.find((chunk) => chunk.key === (library.redirects?.[key] ?? key)) ?? null,
    search,
    ingestJobs: (page: PageArguments) =>
      connection(library.job ? [{ id: 'job', source: 'manuals', ...library.job }] : [], page),
    library: {
      vendors: vendors.length,
      products: products.length,
      versions: versions.length,
      documents: documents.length,
      files: documents.length,
      chunks: chunks.length,
      passages: chunks.length,
    },
  };
}
