/** Versions, and the version contract by hand. */
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { CurationType } from '../schema/curation.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectRow } from '../store/queries/curation.js';
import { NotFoundError } from '../errors.js';
import { type Connection, connectionField } from '../schema/connection.js';
import { DocumentConnection, DocumentType } from '../schema/document.js';
import { ProductType } from '../schema/product.js';
import { VersionResolutionType } from '../schema/search.js';
import { VersionConnection, VersionDocumentsArguments, VersionsArguments, VersionType } from '../schema/version.js';
import type { VersionResolution } from '../search/request.js';
import { chosenVersions, type ListedVersionRow } from '../store/queries/catalogue-lists.js';
import type { ProductRow, VersionRow } from '../store/queries/catalogue.js';
import { documentsBySlugOrder } from '../store/queries/document-lists.js';
import type { DocumentRow } from '../store/queries/documents.js';
import { latestOf } from '../store/version-order.js';
import type { RequestContext } from '../graphql/context.js';
import { connect, pageOf, pageOfRows } from '../graphql/connect.js';
import { listedStates } from '../graphql/listed-states.js';
import { orderVersions, versionComparator, versionOrderOf } from '../graphql/version-lists.js';
import { present } from '../graphql/present.js';

/** The same promise for everybody who asks. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  return () => (reading ??= read());
}

@Resolver(() => VersionType)
export class VersionResolver {
  @Query(
    () => VersionConnection,
    connectionField(
      'Versions, by product and newest first unless ordered otherwise; those published unless others are asked for.',
    ),
  )
  versions(
    @Args(() => VersionsArguments) { filter, orderBy, ...given }: VersionsArguments,
    @Ctx() { caller, dataSource }: RequestContext,
  ): Promise<Connection<ListedVersionRow>> {
    const wanted = orderBy ?? { field: 'PRODUCT', direction: 'ASC' };
    const list = { name: 'versions', order: versionOrderOf(wanted) };
    const states = listedStates(caller, filter?.states);
    const chosen = once(() => chosenVersions(dataSource, filter ?? {}, states));
    return connect(
      list,
      pageOf(list, given),
      async (page) => pageOfRows(orderVersions(await chosen(), wanted), page, versionComparator(wanted)),
      async () => (await chosen()).length,
    );
  }

  @Query(() => VersionResolutionType, {
    description: 'Which version of a product a name stands for. `NOT_FOUND` if the product does not exist.',
  })
  async version(
    @Arg('product', () => String, { description: 'Slug, name or alias of the product.' }) product: string,
    @Arg('label', () => String, { description: 'Slug, label, alias or `latest`.' }) label: string,
    @Ctx() { search }: RequestContext,
  ): Promise<VersionResolution> {
    const scope = await search.resolveScope({ products: [product], versions: [label] });
    const unknown = scope.unknown[0];
    const resolution = scope.versions[0];
    if (unknown !== undefined || resolution === undefined) {
      throw new NotFoundError(`No product is called "${product}"; \`details.nearest\` has names that look alike.`, {
        noun: 'product',
        requested: product,
        nearest: unknown?.nearest ?? [],
      });
    }
    return resolution;
  }

  @FieldResolver(() => Boolean, { description: 'It is the newest published version that is not a preview.' })
  async isLatest(@Root() version: VersionRow, @Ctx() { loaders }: RequestContext): Promise<boolean> {
    return latestOf(await loaders.versionsOfProduct.load(version.productId))?.id === version.id;
  }

  @FieldResolver(() => ProductType, { description: 'What it is a version of.' })
  product(@Root() version: VersionRow, @Ctx() { loaders }: RequestContext): Promise<ProductRow> {
    return present(loaders.product.load(version.productId), 'product');
  }

  @FieldResolver(() => DocumentConnection, connectionField('Its published documents, by slug.'))
  documents(
    @Root() version: VersionRow,
    @Args(() => VersionDocumentsArguments) given: VersionDocumentsArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<DocumentRow>> {
    const kind = given.kind ?? null;
    const list = { name: 'documents', of: version.id, order: documentsBySlugOrder };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.documentsOfVersion({ page, kind }).load(version.id),
      () => loaders.documentCount(kind).load(version.id),
    );
  }

  @FieldResolver(() => DocumentType, { nullable: true, description: 'One document.' })
  document(
    @Root() version: VersionRow,
    @Arg('slug', () => String, { description: 'Slug of the document.' }) slug: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<DocumentRow | null> {
    return loaders.documentBySlug.load({ versionId: version.id, slug });
  }

  @FieldResolver(() => Int, { description: 'Published documents.' })
  documentCount(@Root() version: VersionRow, @Ctx() { loaders }: RequestContext): Promise<number> {
    return loaders.documentCount(null).load(version.id);
  }

  @FieldResolver(() => Int, { description: 'Pages of the published documents from which no text could be read.' })
  pagesWithoutText(@Root() version: VersionRow, @Ctx() { loaders }: RequestContext): Promise<number> {
    return loaders.pagesWithoutTextOfVersion.load(version.id);
  }

  @FieldResolver(() => Int, { description: 'Chunks of the published documents.' })
  chunkCount(@Root() version: VersionRow, @Ctx() { loaders }: RequestContext): Promise<number> {
    return loaders.chunkCountOfVersion.load(version.id);
  }

  @Restricted('curation.read')
  @FieldResolver(() => CurationType, { description: 'What curators made of it.' })
  curation(@Root() version: VersionRow, @Ctx() { loaders }: RequestContext): Promise<SubjectRow> {
    return present(loaders.curation('VERSION').load(version.id), 'version');
  }
}
