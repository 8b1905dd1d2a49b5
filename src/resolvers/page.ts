/** Pages of paginated originals. */
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ChunkConnection } from '../schema/chunk.js';
import { ConnectionArguments, connectionField, type Connection } from '../schema/connection.js';
import { DocumentFileType } from '../schema/document.js';
import { PageType } from '../schema/page.js';
import { chunksInReadingOrder } from '../store/queries/chunk-lists.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { DocumentFileRow } from '../store/queries/documents.js';
import type { PageRow } from '../store/queries/pages.js';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';

@Resolver(() => PageType)
export class PageResolver {
  @FieldResolver(() => DocumentFileType, { description: 'The file that it is a page of.' })
  file(@Root() page: PageRow, @Ctx() { loaders }: RequestContext): Promise<DocumentFileRow> {
    return present(loaders.file.load(page.fileId), 'file');
  }

  @FieldResolver(() => ChunkConnection, connectionField('Chunks with text of it, in reading order.'))
  chunks(
    @Root() { id }: PageRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<ChunkRow>> {
    const list = { name: 'chunks of a page', of: String(id), order: chunksInReadingOrder };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.chunksOfPage(page).load(id),
      () => loaders.chunkCountOfPage.load(id),
    );
  }
}
