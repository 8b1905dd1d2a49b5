/** `/d/<product>/<version>/<document>` and its `.md`: a document, part by part, with a chunk in its place. */
import type { Request, Response } from 'express';
import { OperationError, type Execute } from '../executor.js';
import { DocumentPage, partLink } from './document-page.js';
import { partOfSection, planParts, type DocumentPart } from './document-parts.js';
import { sendFailure } from './failure.js';
import { documentMarkdown } from './markdown-pages.js';
import { documentChunksOperation, type DocumentChunk, type DocumentChunks } from './operations/document-chunks.js';
import {
  documentContentsOperation,
  documentSectionsOperation,
  type ContentsDocument,
  type DocumentContentsData,
  type DocumentData,
  type SectionData,
} from './operations/document-contents.js';
import { everyPage } from '../every-page.js';
import { numberParameter, textParameter } from './query-text.js';
import { sendHtml, sendMarkdown, wantsMarkdown } from './respond.js';
import type { SiteContext } from './site-context.js';

/** Chunks on one page at most; what the API gives at once. */
const window = 100;

interface DocumentPath {
  readonly product: string;
  readonly version: string;
  readonly document: string;
}

/** Where to begin to read: at a chunk, or after one. */
interface ChunkWindow {
  readonly around: string | undefined;
  readonly after: string | undefined;
}

export function createDocumentRoute({ executeFor, baseUrl }: SiteContext) {
  return async (request: Request, response: Response, asked: DocumentPath): Promise<void> => {
    const at = textParameter(request, 'at');
    const execute = executeFor(request, response);
    const exact = await findDocument(execute, asked, at);
    const isSuffixed = exact.document === null && asked.document.endsWith('.md');
    const path = isSuffixed ? { ...asked, document: asked.document.slice(0, -'.md'.length) } : asked;
    const contents = isSuffixed ? await findDocument(execute, path, at) : exact;
    if (contents.document === null) {
      sendFailure(request, response, {
        status: 404,
        title: 'This document is not in the library',
        advice: `There is no document “${path.document}” of ${path.product} ${path.version}. Search for it instead:`,
        query: path.document.replaceAll('-', ' '),
      });
      return;
    }
    const document = { ...contents.document, sections: await everySection(execute, contents.document) };
    const { search } = new URL(request.originalUrl, 'http://site');
    const suffix = isSuffixed ? '.md' : '';
    if (
      document.permalink.split('/').map(decodeURIComponent).join('/') !==
      `/d/${path.product}/${path.version}/${path.document}`
    ) {
      // "latest" and aliases lead on to the version that they mean today; what was moved may be moved back.
      const isMoved = document.formerPaths.includes(`${path.product}/${path.version}/${path.document}`);
      response
        .set('Cache-Control', 'private, no-cache')
        .redirect(isMoved ? 301 : 302, `${document.permalink}${suffix}${search}`);
      return;
    }
    const view = await readView(contents, document, request, (from) => readChunks(execute, path, from));
    const next = view.restLink ?? nextPartLink(document, view.parts, view.part);
    if (isSuffixed || wantsMarkdown(request)) {
      const nextLink = next?.replace(document.permalink, `${document.permalink}.md`);
      sendMarkdown(response, documentMarkdown({ document, ...view, nextLink }, baseUrl));
    } else {
      sendHtml(
        response,
        <DocumentPage
          document={document}
          {...view}
          markdownLink={`${document.permalink}.md${search}`}
          feedback={{ isOpen: contents.mayGiveFeedback, isSent: textParameter(request, 'feedback') === 'sent' }}
        />,
      );
    }
  };
}

async function findDocument(
  execute: Execute,
  path: DocumentPath,
  at: string | undefined,
): Promise<DocumentContentsData> {
  const variables = { ...path, at: at ?? '', hasAt: at !== undefined };
  try {
    return await execute(documentContentsOperation, variables);
  } catch (error) {
    // The document is there all the same, just not the place in it.
    if (at === undefined || !(error instanceof OperationError) || error.code !== 'PASSAGE_GONE') throw error;
    return findDocument(execute, path, undefined);
  }
}

function everySection(execute: Execute, document: ContentsDocument): Promise<SectionData[]> {
  const { product, slug } = document.version;
  const path = `${product.slug}/${slug}/${document.slug}`;
  return everyPage(async (after) => {
    const { documentByPath } = await execute(documentSectionsOperation, { path, after });
    return documentByPath?.sections ?? { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
  }, document.sections);
}

async function readView(
  contents: DocumentContentsData,
  document: DocumentData,
  request: Request,
  read: (from: ChunkWindow) => Promise<DocumentChunks>,
) {
  const parts = planParts(document.sections);
  const chunk = contents.chunk?.document.permalink === document.permalink ? contents.chunk : undefined;
  const wanted = numberParameter(request, 'part', 1, parts.length);
  const part = wanted === undefined ? partOfSection(parts, chunk?.section?.id) : parts[wanted - 1];
  if (part === undefined) throw new RangeError('a document has at least one part');
  const after = textParameter(request, 'after');
  const nextStart = parts[part.number]?.start;
  let found = await read({ around: after === undefined ? part.start : undefined, after });
  let chunks = partOf(found.nodes, after === undefined ? part.start : undefined, nextStart);
  let isContinued = after !== undefined;
  if (chunk !== undefined && after === undefined && !chunks.some(({ key }) => key === chunk.key)) {
    found = await read({ around: chunk.key, after: undefined });
    chunks = partOf(found.nodes, undefined, nextStart);
    isContinued = true;
  }
  const isComplete = !found.pageInfo.hasNextPage || found.nodes.some(({ key }) => key === nextStart);
  const cursor = found.pageInfo.endCursor;
  const restLink =
    isComplete || cursor === null
      ? undefined
      : `${document.permalink}?part=${String(part.number)}&after=${encodeURIComponent(cursor)}`;
  return { parts, part, chunks, restLink, isContinued, asked: chunk };
}

async function readChunks(execute: Execute, path: DocumentPath, from: ChunkWindow): Promise<DocumentChunks> {
  const { document } = await execute(documentChunksOperation, {
    ...path,
    first: window,
    around: from.around ?? null,
    after: from.after ?? null,
  });
  return document?.chunks ?? { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
}

/** The chunks from where a part begins to where the next one does. A window may begin before the chunk it was asked for. */
function partOf(
  chunks: readonly DocumentChunk[],
  start: string | undefined,
  nextStart: string | undefined,
): readonly DocumentChunk[] {
  const from = Math.max(
    0,
    chunks.findIndex(({ key }) => key === start),
  );
  const to = chunks.findIndex(({ key }, index) => index > from && key === nextStart);
  return chunks.slice(from, to === -1 ? undefined : to);
}

function nextPartLink(document: DocumentData, parts: readonly DocumentPart[], part: DocumentPart): string | undefined {
  const next = parts[part.number];
  return next === undefined ? undefined : partLink(document, next);
}
