/** Chunks: lookup by key, surroundings, and where else the same text stands. */
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { ChunkNeighboursType, ChunkType, PassageType } from '../schema/chunk.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { COST_OF_RENDERING, costOfNeighbours } from '../schema/cost.js';
import { DocumentFileType, DocumentType } from '../schema/document.js';
import { ProductType } from '../schema/product.js';
import { OccurrenceConnection } from '../schema/hit.js';
import { SectionType } from '../schema/section.js';
import { renderMarkdown } from '../rendering/markdown.js';
import { VendorType } from '../schema/vendor.js';
import { VersionType } from '../schema/version.js';
import { showPassage } from '../search/best-chunk.js';
import { isSameText } from '../search/variants.js';
import type { OccurrenceRow } from '../search/request.js';
import type { ProductRow, VendorRow, VersionRow } from '../store/queries/catalogue.js';
import type { ChunkRow, PassageRow } from '../store/queries/chunks.js';
import type { DocumentFileRow, DocumentRow } from '../store/queries/documents.js';
import type { Occurrence } from '../store/queries/occurrences.js';
import type { SectionRow } from '../store/queries/sections.js';
import type { RequestContext } from '../graphql/context.js';
import { loadChunk } from '../graphql/load-node.js';
import { chunkPermalink } from '../graphql/permalink.js';
import { connectOccurrences } from '../graphql/connect-occurrences.js';
import { present } from '../graphql/present.js';

const mostNeighbours = 10;
const deepestHeading = 5;

function reach(field: 'before' | 'after', wanted: number | null): number {
  const count = wanted ?? 1;
  if (count < 0 || count > mostNeighbours) {
    throw new BadInputError(`\`${field}\` is ${String(count)}; it must be from 0 to ${String(mostNeighbours)}.`, {
      field,
      limit: mostNeighbours,
    });
  }
  return count;
}

/** Newest version first; of those in one document, the first. */
function oneOfEachVersion(occurrences: readonly Occurrence[]): readonly OccurrenceRow[] {
  const newest = showPassage(occurrences, {});
  if (newest === null) return [];
  const { versionId, chunkId } = newest.best;
  return [{ versionId, chunkId }, ...newest.alsoIn];
}

@Resolver(() => ChunkType)
export class ChunkResolver {
  @Query(() => ChunkType, {
    nullable: true,
    description:
      'One chunk. A key that is no more leads to the chunk that has its text; then `key` differs. Where the text is gone, the error `PASSAGE_GONE` names the `nearest` chunk.',
  })
  async chunk(
    @Arg('key', () => String, { description: 'Chunk key, as in citations.' }) key: string,
    @Ctx() { loaders, searchLog, caller }: RequestContext,
  ): Promise<ChunkRow | null> {
    const chunk = await loadChunk(key, loaders);
    if (chunk !== null && caller.door === 'MCP') searchLog.chunkRead(chunk.id, caller);
    return chunk;
  }

  @FieldResolver(() => String, { description: 'Path of its reading page on this site.' })
  permalink(@Root() chunk: ChunkRow): string {
    return chunkPermalink(chunk.key);
  }

  @FieldResolver(() => String, {
    description:
      'The text as HTML that is safe to put into a page: no HTML, script, style or image of the manual is in it, and links leave the page. Ids begin with the `ordinal`, so that chunks of one file can stand on one page.',
    complexity: COST_OF_RENDERING,
  })
  html(
    @Root() { text, ordinal }: ChunkRow,
    @Arg('headingLevel', () => Int, {
      defaultValue: 2,
      description: 'Level of the heading above the text, 1 to 5; its own headings begin one below.',
    })
    headingLevel: number,
  ): string {
    if (headingLevel < 1 || headingLevel > deepestHeading) {
      throw new BadInputError(
        `\`headingLevel\` is ${String(headingLevel)}; it must be from 1 to ${String(deepestHeading)}.`,
        { field: 'headingLevel', limit: deepestHeading },
      );
    }
    return renderMarkdown(text, { idPrefix: `chunk-${String(ordinal)}`, headingLevel });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where the vendor publishes the original: of a PDF, at the page that the chunk begins on. Null if it is not known.',
  })
  async originalUrl(@Root() chunk: ChunkRow, @Ctx() { loaders }: RequestContext): Promise<string | null> {
    const { sourceUrl } = await present(loaders.document.load(chunk.documentId), 'document');
    if (sourceUrl === null || chunk.page === null || !/\.pdf$/i.test(sourceUrl)) return sourceUrl;
    return `${sourceUrl}#page=${String(chunk.page)}`;
  }

  @FieldResolver(() => SectionType, { nullable: true, description: 'The section it stands in.' })
  section(@Root() chunk: ChunkRow, @Ctx() { loaders }: RequestContext): Promise<SectionRow | null> | null {
    return chunk.sectionId === null ? null : loaders.section.load(chunk.sectionId);
  }

  @FieldResolver(() => PassageType, { description: 'Its text, as all versions share it.' })
  passage(@Root() chunk: ChunkRow): PassageRow {
    const { passageId: id, productId, headingPath, text, tokens } = chunk;
    return { id, productId, headingPath, text, tokens };
  }

  @FieldResolver(() => DocumentType, { description: 'The document it is cited from.' })
  document(@Root() chunk: ChunkRow, @Ctx() { loaders }: RequestContext): Promise<DocumentRow> {
    return present(loaders.document.load(chunk.documentId), 'document');
  }

  @FieldResolver(() => DocumentFileType, { description: 'The file that it was read from.' })
  file(@Root() chunk: ChunkRow, @Ctx() { loaders }: RequestContext): Promise<DocumentFileRow> {
    return present(loaders.file.load(chunk.fileId), 'file');
  }

  @FieldResolver(() => VersionType, { description: 'The version it is about.' })
  version(@Root() chunk: ChunkRow, @Ctx() { loaders }: RequestContext): Promise<VersionRow> {
    return present(loaders.version.load(chunk.versionId), 'version');
  }

  @FieldResolver(() => ProductType, { description: 'The product it is about.' })
  product(@Root() chunk: ChunkRow, @Ctx() { loaders }: RequestContext): Promise<ProductRow> {
    return present(loaders.product.load(chunk.productId), 'product');
  }

  @FieldResolver(() => VendorType, { description: 'Who publishes the product.' })
  vendor(@Root() chunk: ChunkRow, @Ctx() { loaders }: RequestContext): Promise<VendorRow> {
    return present(loaders.vendor.load(chunk.vendorId), 'vendor');
  }

  @FieldResolver(() => ChunkNeighboursType, {
    description: 'The chunks around it in its document.',
    complexity: costOfNeighbours,
  })
  async neighbours(
    @Root() chunk: ChunkRow,
    @Arg('before', () => Int, { nullable: true, defaultValue: 1, description: 'How many before it, 0 to 10.' })
    wantedBefore: number | null,
    @Arg('after', () => Int, { nullable: true, defaultValue: 1, description: 'How many after it, 0 to 10.' })
    wantedAfter: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<{ before: ChunkRow[]; after: ChunkRow[] }> {
    const before = reach('before', wantedBefore);
    const after = reach('after', wantedAfter);
    const rows = await loaders.neighbours({ before, after }).load(chunk.id);
    return {
      before: rows.filter(({ side }) => side === 'before'),
      after: rows.filter(({ side }) => side === 'after'),
    };
  }

  @FieldResolver(
    () => OccurrenceConnection,
    connectionField('Other published versions that hold the same text, newest first.'),
  )
  async alsoIn(
    @Root() chunk: ChunkRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<OccurrenceRow>> {
    const occurrences = await loaders.occurrences.load(chunk.passageId);
    const others = oneOfEachVersion(occurrences.filter(({ versionId }) => versionId !== chunk.versionId));
    return connectOccurrences('alsoIn', chunk.id, given, others);
  }

  @FieldResolver(
    () => OccurrenceConnection,
    connectionField('Other places of its version with the same headings and text, by document and reading order.'),
  )
  async alsoAt(
    @Root() chunk: ChunkRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<OccurrenceRow>> {
    const occurrences = await loaders.occurrences.load(chunk.passageId);
    const others = occurrences
      .filter(({ versionId, chunkId }) => versionId === chunk.versionId && chunkId !== chunk.id)
      .map(({ versionId, chunkId }) => ({ versionId, chunkId }));
    return connectOccurrences('alsoAt', chunk.id, given, others);
  }

  @FieldResolver(
    () => OccurrenceConnection,
    connectionField(
      'Other published versions that say it in other words at the same place (document, file, section and headings), newest first.',
    ),
  )
  async changedIn(
    @Root() chunk: ChunkRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<OccurrenceRow>> {
    const others = await loaders.otherTexts.load(chunk.id);
    const same = oneOfEachVersion(others.filter(({ text }) => isSameText(text, chunk.text)));
    return connectOccurrences('changedIn', chunk.id, given, same);
  }
}
