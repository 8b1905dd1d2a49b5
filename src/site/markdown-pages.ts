/** The same pages as Markdown, for readers that are programs. */
import type { DocumentPart } from './document-parts.js';
import { frontMatter } from './front-matter.js';
import type { FullChunk } from './operations/chunk-page.js';
import type { DocumentChunk } from './operations/document-chunks.js';
import type { DocumentData } from './operations/document-contents.js';
import { namedParts } from './named-parts.js';
import type { ProductData } from './operations/product-page.js';
import type { SearchData } from './operations/search-page.js';
import type { ShelvesData } from './operations/shelves-page.js';
import { excerptText } from './excerpt.js';
import { chunkTitle, counted, pageName, searchLink, type SearchState } from './page-name.js';

export function chunkMarkdown(chunk: FullChunk, baseUrl: string): string {
  const fields = frontMatter({
    page: pageValue(chunk),
    source: chunk.source,
    chunk_id: chunk.key,
    vendor: chunk.vendor.name,
    product: chunk.product.name,
    version: chunk.version.label,
    document: chunk.document.title,
    heading_path: chunk.headingPath.length > 0 ? chunk.headingPath : undefined,
    permalink: `${baseUrl}${chunk.permalink}`,
    also_at:
      chunk.alsoAt.nodes.length > 0
        ? chunk.alsoAt.nodes.map(({ chunk: other }) => `${baseUrl}${other.permalink}`)
        : undefined,
    also_in: chunk.alsoIn.nodes.length > 0 ? chunk.alsoIn.nodes.map(({ version }) => version.label) : undefined,
  });
  return `${fields}\n# ${inline(chunkTitle(chunk))}\n\n${flagsNote(chunk)}${chunk.text.trim()}\n`;
}

const flagsNote = ({ flags }: Pick<FullChunk, 'flags'>): string =>
  flags.map((flag) => `> Marked as wrong: ${inline(flag)}\n\n`).join('');

function pageValue({ pageLabel, page }: Pick<FullChunk, 'page' | 'pageLabel'>): string | number | undefined {
  return pageLabel !== null && pageLabel !== page?.toString() ? pageLabel : (page ?? undefined);
}

interface DocumentMarkdown {
  readonly document: DocumentData;
  readonly parts: readonly DocumentPart[];
  readonly part: DocumentPart;
  readonly chunks: readonly DocumentChunk[];
  readonly nextLink: string | undefined;
}

export function documentMarkdown(
  { document, parts, part, chunks, nextLink }: DocumentMarkdown,
  baseUrl: string,
): string {
  const { version } = document;
  const fields = frontMatter({
    title: document.title,
    vendor: version.product.vendor.name,
    product: version.product.name,
    version: version.label,
    licence: document.licence ?? undefined,
    permalink: `${baseUrl}${document.permalink}`,
    part: parts.length > 1 ? `${String(part.number)} of ${String(parts.length)}` : undefined,
    next: nextLink === undefined ? undefined : `${baseUrl}${nextLink}`,
  });
  const blocks = chunks.map((chunk, index) => {
    const isNew = chunk.headingPath.join('\n') !== chunks[index - 1]?.headingPath.join('\n');
    const heading = isNew && chunk.headingPath.length > 0 ? `## ${inline(chunk.headingPath.join(' › '))}\n\n` : '';
    const page = pageName(chunk);
    const place = `[${page ?? 'Permalink'}](${baseUrl}${chunk.permalink})`;
    return `${heading}${place}\n\n${flagsNote(chunk)}${chunk.text.trim()}\n`;
  });
  return `${fields}\n# ${inline(document.title)}\n\n${blocks.join('\n')}`;
}

function namedNote(named: NonNullable<SearchData['search']['namedScope']>): string {
  const { first, absent } = namedParts(named);
  return inline([...absent, `${first} comes first. To search only there: ${named.strictQuery}`].join(' '));
}

export function searchMarkdown(data: SearchData, state: SearchState, baseUrl: string): string {
  const { search } = data;
  const notes = [
    ...(search.didYouMean === null ? [] : [`Did you mean "${inline(search.didYouMean)}"?`]),
    ...(search.wordsAlone === null
      ? []
      : [`No passage holds the quoted phrases. Without quotes: "${inline(search.wordsAlone.query)}".`]),
    ...(search.namedScope === null ? [] : [namedNote(search.namedScope)]),
    ...(search.relevance.verdict === 'NOTHING_RELEVANT' && search.hits.edges.length > 0
      ? ['Nothing here seems to answer; below is only what comes nearest.']
      : []),
    ...search.missingTerms.map(({ text, foundIn }) => {
      const places = foundIn.map(
        ({ product, versions }) => `${product.name} ${versions.map(({ label }) => label).join(', ')}`,
      );
      return `No passage here holds "${inline(text)}".${places.length > 0 ? ` It is in ${inline(places.join('; '))}.` : ''}`;
    }),
    ...search.scope.unknown.map(
      ({ kind, requested, nearest }) =>
        `No ${kind.toLowerCase()} "${requested}". Nearest: ${nearest.join(', ') || 'none'}.`,
    ),
    ...search.scope.versions.map(({ requested, match, served, others, nearest }) =>
      match === 'NONE'
        ? `No version "${requested}"; nothing was searched in its place. Nearest: ${nearest.map(({ label }) => label).join(', ') || 'none'}.`
        : `Version "${requested}": served ${served?.label ?? ''} (${match}).${others.nodes.length > 0 ? ` Also of that series: ${others.nodes.map(({ label }) => label).join(', ')}.` : ''}`,
    ),
  ];
  const hits = search.hits.edges.map(({ node: { chunk, highlights } }) => {
    const place = [
      chunk.vendor.name,
      `${chunk.product.name} ${chunk.version.label}`,
      chunk.document.title,
      pageName(chunk),
    ];
    return [
      `## [${inline(chunk.headingPath.join(' › ') || chunkTitle(chunk))}](${baseUrl}${chunk.permalink})`,
      `${place.filter((part) => part !== undefined).join(' · ')}  \nchunk_id: \`${chunk.key}\``,
      `> ${excerptText(highlights)}`,
    ].join('\n\n');
  });
  const fields = frontMatter({
    query: state.query,
    product: state.product,
    version: state.version,
    hits: search.hits.edges.length,
  });
  const { hasNextPage, endCursor } = search.hits.pageInfo;
  const next = searchLink({ ...state, ...(endCursor !== null && { after: endCursor }) }).slice(1);
  const more = hasNextPage ? [`[Next results](${baseUrl}/index.md${next})`] : [];
  return `${[`${fields}\n# Results for ${inline(state.query)}`, ...notes, ...hits, ...more].join('\n\n')}\n`;
}

export function shelvesMarkdown(data: ShelvesData, baseUrl: string): string {
  const lines = data.vendors.nodes.flatMap((vendor) => [
    `\n## ${inline(vendor.name)}\n`,
    ...vendor.products.nodes.map((product) => {
      const versions = product.versions.nodes.map(
        ({ label, documentCount }) => `${label} (${counted(documentCount, 'document')})`,
      );
      return `- [${inline(product.name)}](${baseUrl}/index.md?product=${encodeURIComponent(product.slug)}): ${versions.join(', ')}`;
    }),
  ]);
  const { library } = data;
  const counts = `${counted(library.products, 'product')}, ${counted(library.versions, 'version')}, ${counted(library.documents, 'document')}.`;
  return `# McDewey\n\n${counts} Search: ${baseUrl}/index.md?q=words. MCP: ${baseUrl}/mcp.\n${lines.join('\n')}\n`;
}

export function productMarkdown(product: NonNullable<ProductData['product']>, baseUrl: string): string {
  const versions = product.versions.nodes.map(({ slug, label, documentCount }) => {
    const link = `${baseUrl}/index.md?product=${encodeURIComponent(product.slug)}&version=${encodeURIComponent(slug)}`;
    return `- [${inline(label)}](${link}): ${counted(documentCount, 'document')}`;
  });
  const documents = product.version?.documents.nodes.map(
    ({ title, permalink }) => `- [${inline(title)}](${baseUrl}${permalink}.md)`,
  );
  const shelf =
    documents === undefined
      ? ''
      : `\n## Documents of ${inline(product.version?.label ?? '')}\n\n${documents.join('\n')}\n`;
  return `# ${inline(product.name)}\n\n${product.vendor.name}\n\n## Versions\n\n${versions.join('\n')}\n${shelf}`;
}

/** Words of the library inside a line of ours: one line, and brackets that can't open a link. */
function inline(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[[\]]/g, '\\$&');
}
