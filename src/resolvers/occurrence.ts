/** The same passage in another version, or at another place. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OccurrenceType } from '../schema/hit.js';
import type { OccurrenceRow } from '../search/request.js';
import type { VersionRow } from '../store/queries/catalogue.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';

@Resolver(() => OccurrenceType)
export class OccurrenceResolver {
  @FieldResolver()
  version(@Root() occurrence: OccurrenceRow, @Ctx() { loaders }: RequestContext): Promise<VersionRow> {
    return present(loaders.version.load(occurrence.versionId), 'version');
  }

  @FieldResolver()
  chunk(@Root() occurrence: OccurrenceRow, @Ctx() { loaders }: RequestContext): Promise<ChunkRow> {
    return present(loaders.chunk.load(occurrence.chunkId), 'chunk');
  }
}
