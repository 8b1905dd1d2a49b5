/** What a section refers to. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ChunkType } from '../schema/chunk.js';
import { DocumentFileType } from '../schema/document.js';
import { SectionType } from '../schema/section.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { DocumentFileRow } from '../store/queries/documents.js';
import type { SectionRow } from '../store/queries/sections.js';
import type { RequestContext } from '../graphql/context.js';
import { sectionPermalink } from '../graphql/permalink.js';
import { present } from '../graphql/present.js';

async function neighbourOf(
  { id, documentId }: SectionRow,
  step: 1 | -1,
  loaders: RequestContext['loaders'],
): Promise<SectionRow | null> {
  const sections = await loaders.sectionsOfDocument.load(documentId);
  const at = sections.findIndex((section) => section.id === id);
  return at === -1 ? null : (sections[at + step] ?? null);
}

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
    return neighbourOf(section, -1, loaders);
  }

  @FieldResolver(() => SectionType, { nullable: true, description: 'The one after it in reading order.' })
  next(@Root() section: SectionRow, @Ctx() { loaders }: RequestContext): Promise<SectionRow | null> {
    return neighbourOf(section, 1, loaders);
  }
}
