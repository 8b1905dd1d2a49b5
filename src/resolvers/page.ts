/** Pages of paginated originals. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DocumentFileType } from '../schema/document.js';
import { PageType } from '../schema/page.js';
import type { DocumentFileRow } from '../store/queries/documents.js';
import type { PageRow } from '../store/queries/pages.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';

@Resolver(() => PageType)
export class PageResolver {
  @FieldResolver(() => DocumentFileType, { description: 'The file that it is a page of.' })
  file(@Root() page: PageRow, @Ctx() { loaders }: RequestContext): Promise<DocumentFileRow> {
    return present(loaders.file.load(page.fileId), 'file');
  }
}
