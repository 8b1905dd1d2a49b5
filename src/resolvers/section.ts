/** What a section refers to. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ChunkType } from '../schema/chunk.js';
import { DocumentFileType } from '../schema/document.js';
import { SectionType } from '../schema/section.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { DocumentFileRow } from '../store/queries/documents.js';
import type { SectionRow } from '../store/queries/sections.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';

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
}
