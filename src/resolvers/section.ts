/** What a section refers to. */
import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ChunkConnection, ChunkType } from '../schema/chunk.js';
import { ConnectionArguments, connectionField, type Connection } from '../schema/connection.js';
import { DocumentFileType, DocumentType } from '../schema/document.js';
import { SectionType } from '../schema/section.js';
import { chunksInReadingOrder } from '../store/queries/chunk-lists.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { DocumentFileRow, DocumentRow } from '../store/queries/documents.js';
import type { SectionRow } from '../store/queries/sections.js';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { sectionPermalink } from '../graphql/permalink.js';
import { present } from '../graphql/present.js';
import { versionNamed } from '../graphql/version-lookup.js';

@Resolver(() => SectionType)
export class SectionResolver {
  @FieldResolver(() => DocumentFileType, { description: 'The file it stands in.' })
  file(@Root() section: SectionRow, @Ctx() { loaders }: RequestContext): Promise<DocumentFileRow> {
    return present(loaders.file.load(section.fileId), 'file');
  }

  @FieldResolver(() => SectionType, { nullable: true, description: 'The section around it; null at the top.' })
  parent(@Root() section: SectionRow, @Ctx() { loaders }: RequestContext): Promise<SectionRow | null> | null {
    return section.parentId === null ? null : loaders.section.load(section.parentId);
  }

  @FieldResolver(() => ChunkType, {
    nullable: true,
    description: 'The first chunk in it or in the sections below it; null if they hold no text.',
  })
  async firstChunk(@Root() section: SectionRow, @Ctx() { loaders }: RequestContext): Promise<ChunkRow | null> {
    const first = await loaders.firstChunkOfSection.load(section.id);
    return first && loaders.chunk.load(first.chunkId);
  }

  @FieldResolver(() => ChunkConnection, connectionField('Chunks in it and in the sections below it, in reading order.'))
  chunks(
    @Root() { id }: SectionRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<ChunkRow>> {
    const list = { name: 'chunks of a section', of: String(id), order: chunksInReadingOrder };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.chunksOfSection(page).load(id),
      () => loaders.chunkCountOfSection.load(id),
    );
  }

  @FieldResolver(() => String, {
    description: 'Path of the page that shows it within its document; of the document if it holds no text.',
  })
  async permalink(@Root() section: SectionRow, @Ctx() context: RequestContext): Promise<string> {
    const [{ path }, chunk] = await Promise.all([
      present(context.loaders.document.load(section.documentId), 'document'),
      this.firstChunk(section, context),
    ]);
    return sectionPermalink(path, chunk?.key ?? null);
  }

  @FieldResolver(() => SectionType, { nullable: true, description: 'The one before it in reading order.' })
  previous(@Root() section: SectionRow, @Ctx() { loaders }: RequestContext): Promise<SectionRow | null> {
    return loaders.sectionBeside('before').load(section.id);
  }

  @FieldResolver(() => SectionType, { nullable: true, description: 'The one after it in reading order.' })
  next(@Root() section: SectionRow, @Ctx() { loaders }: RequestContext): Promise<SectionRow | null> {
    return loaders.sectionBeside('after').load(section.id);
  }

  @FieldResolver(() => DocumentType, { description: 'The document it stands in.' })
  document(@Root() section: SectionRow, @Ctx() { loaders }: RequestContext): Promise<DocumentRow> {
    return present(loaders.document.load(section.documentId), 'document');
  }

  @FieldResolver(() => SectionType, {
    nullable: true,
    description:
      'The section with the same anchor in the file and document of the same names in another version; null if that version, or the section in it, does not exist.',
  })
  async counterpart(
    @Root() section: SectionRow,
    @Arg('version', () => String, { description: 'Slug, label or alias of a version of the product, or `latest`.' })
    label: string,
    @Ctx() context: RequestContext,
  ): Promise<SectionRow | null> {
    const { loaders } = context;
    const { versionId } = await present(loaders.document.load(section.documentId), 'document');
    const { productId } = await present(loaders.version.load(versionId), 'version');
    const other = await versionNamed(context, productId, label);
    return other && loaders.sectionByPlace.load({ ofId: section.id, versionId: other.id });
  }
}
