/** Documents: lookups, files, contents, chunks. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CurationType } from '../schema/curation.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectRow } from '../store/queries/curation.js';
import { authorize } from '../access/may.js';
import { BadInputError } from '../errors.js';
import { ChunkConnection } from '../schema/chunk.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { costOfList, costOfStatistics } from '../schema/cost.js';
import {
  DocumentChunksArguments,
  DocumentConnection,
  DocumentFileConnection,
  DocumentsArguments,
  DocumentType,
} from '../schema/document.js';
import { DocumentPagesArguments, PageConnection } from '../schema/page.js';
import { SectionConnection } from '../schema/section.js';
import { VersionConnection, VersionType } from '../schema/version.js';
import { productNamed, type VersionRow } from '../store/queries/catalogue.js';
import { chunksInReadingOrder } from '../store/queries/chunk-lists.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import { formerDocument } from '../store/queries/former-paths.js';
import { documentCount, documentLanguages, documentOrders, documents } from '../store/queries/document-lists.js';
import { filesInReadingOrder, type DocumentFileRow, type DocumentRow } from '../store/queries/documents.js';
import { pagesInReadingOrder, type PageRow } from '../store/queries/pages.js';
import { sectionsInReadingOrder, type SectionRow } from '../store/queries/sections.js';
import { isListedRow } from '../store/queries/visibility.js';
import { newestFirst } from '../store/version-order.js';
import type { RequestContext } from '../graphql/context.js';
import { connect, pageOf } from '../graphql/connect.js';
import { filterOf } from '../graphql/document-filter.js';
import { orderOf } from '../graphql/list-order.js';
import { listedStates } from '../graphql/listed-states.js';
import { documentNames, documentPermalink } from '../graphql/permalink.js';
import { present } from '../graphql/present.js';
import { connectVersions } from '../graphql/version-lists.js';
import { versionNamed } from '../graphql/version-lookup.js';

/** Where the names are none of the document's own, it may have had exactly these before it was moved: that is meant then. */
async function documentNamed(
  context: RequestContext,
  product: string,
  version: string,
  slug: string,
): Promise<DocumentRow | null> {
  const { dataSource, loaders } = context;
  const productRow = await productNamed(dataSource, product);
  const versionRow = productRow && (await versionNamed(context, productRow.id, version));
  const named = versionRow && (await loaders.documentBySlug.load({ versionId: versionRow.id, slug }));
  if (named !== null && productRow?.slug === product && versionRow?.slug === version) return named;
  const former = await formerDocument(dataSource, [product, version, slug]);
  return (former === null ? null : await loaders.document.load(former)) ?? named;
}

/** Offset of the chunk before the one with this key. */
async function startAround(key: string, document: DocumentRow, { loaders }: RequestContext): Promise<number> {
  const chunk = await loaders.chunkByKey.load(key);
  if (chunk?.documentId !== document.id) {
    throw new BadInputError(`No chunk of the document "${document.slug}" has the key "${key.slice(0, 200)}".`, {
      field: 'around',
    });
  }
  return Math.max(0, (await loaders.chunkOffset.load(chunk.id)) - 1);
}

@Resolver(() => DocumentType)
export class DocumentResolver {
  @Query(() => [String], {
    description: 'Languages that published documents state, in order; an empty one first if some state none.',
    complexity: costOfStatistics,
  })
  documentLanguages(@Ctx() { dataSource }: RequestContext): Promise<string[]> {
    return documentLanguages(dataSource);
  }

  @Query(
    () => DocumentConnection,
    connectionField(
      'Documents of all versions, by path unless ordered otherwise; those published unless others are asked for.',
    ),
  )
  documents(
    @Args(() => DocumentsArguments) { filter, orderBy, ...given }: DocumentsArguments,
    @Ctx() { caller, dataSource }: RequestContext,
  ): Promise<Connection<DocumentRow>> {
    const order = orderOf(documentOrders, orderBy, { field: 'PATH', direction: 'ASC' });
    const list = { name: 'documents', order };
    if (filter?.visibilities != null) authorize(caller, 'curation.read');
    const chosen = { ...(filter == null ? {} : filterOf(filter)), states: listedStates(caller, filter?.states) };
    return connect(
      list,
      pageOf(list, given),
      (page) => documents(dataSource, chosen, order, page),
      () => documentCount(dataSource, chosen),
    );
  }

  @Query(() => DocumentType, { nullable: true, description: 'One document by the names above it.' })
  document(
    @Arg('product', () => String, { description: 'Slug or alias of the product.' }) product: string,
    @Arg('version', () => String, { description: 'Slug, label or alias of the version, or `latest`.' }) version: string,
    @Arg('slug', () => String, { description: 'Slug of the document.' }) slug: string,
    @Ctx() context: RequestContext,
  ): Promise<DocumentRow | null> {
    return documentNamed(context, product, version, slug);
  }

  @Query(() => DocumentType, { nullable: true, description: 'One document by its path.' })
  async documentByPath(
    @Arg('path', () => String, { description: '`product/version/document`, as in a permalink.' }) path: string,
    @Ctx() context: RequestContext,
  ): Promise<DocumentRow | null> {
    const names = documentNames(path);
    return names && documentNamed(context, ...names);
  }

  @FieldResolver(() => VersionType, { description: 'The version it documents.' })
  version(@Root() document: DocumentRow, @Ctx() { loaders }: RequestContext): Promise<VersionRow> {
    return present(loaders.version.load(document.versionId), 'version');
  }

  @FieldResolver(() => DocumentFileConnection, connectionField('Its files, in reading order.'))
  files(
    @Root() document: DocumentRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<DocumentFileRow>> {
    const list = { name: 'files', of: document.id, order: filesInReadingOrder };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.filesOfDocument(page).load(document.id),
      () => loaders.fileCountOfDocument.load(document.id),
    );
  }

  @FieldResolver(() => PageConnection, connectionField('Its pages, in reading order; none if it is not paginated.'))
  pages(
    @Root() document: DocumentRow,
    @Args(() => DocumentPagesArguments) given: DocumentPagesArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<PageRow>> {
    const quality = given.quality ?? null;
    const list = { name: 'pages', of: document.id, order: pagesInReadingOrder };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.pagesOfDocument({ page, quality }).load(document.id),
      () => loaders.pageCountOfDocument(quality).load(document.id),
    );
  }

  @FieldResolver(() => SectionConnection, connectionField('The table of contents: every section, in reading order.'))
  sections(
    @Root() document: DocumentRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<SectionRow>> {
    const list = { name: 'sections', of: document.id, order: sectionsInReadingOrder };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.sectionsOfDocument(page).load(document.id),
      () => loaders.sectionCountOfDocument.load(document.id),
    );
  }

  @FieldResolver(() => ChunkConnection, connectionField('Its text, in reading order.'))
  async chunks(
    @Root() document: DocumentRow,
    @Args(() => DocumentChunksArguments) { around, ...given }: DocumentChunksArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<ChunkRow>> {
    const list = { name: 'chunks', of: document.id, order: chunksInReadingOrder };
    const isAround = around != null && given.after == null && given.before == null && given.offset == null;
    const offset = isAround ? await startAround(around, document, context) : (given.offset ?? null);
    return connect(
      list,
      pageOf(list, { ...given, offset }),
      (page) => context.loaders.chunksOfDocument(page).load(document.id),
      () => context.loaders.chunkCountOfDocument.load(document.id),
    );
  }

  @FieldResolver(() => DocumentType, {
    nullable: true,
    description:
      'The document of the same name in another version; null if that version, or the document in it, does not exist.',
  })
  async counterpart(
    @Root() document: DocumentRow,
    @Arg('version', () => String, { description: 'Slug, label or alias of a version of the product, or `latest`.' })
    label: string,
    @Ctx() context: RequestContext,
  ): Promise<DocumentRow | null> {
    const { productId } = await present(context.loaders.version.load(document.versionId), 'version');
    const other = await versionNamed(context, productId, label);
    return other && context.loaders.documentBySlug.load({ versionId: other.id, slug: document.slug });
  }

  @FieldResolver(
    () => VersionConnection,
    connectionField('Published versions of the product that have a published document of that name, newest first.'),
  )
  async inVersions(
    @Root() document: DocumentRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<VersionRow>> {
    const { productId } = await present(loaders.version.load(document.versionId), 'version');
    const versions = newestFirst((await loaders.versionsOfProduct.load(productId)).filter(isListedRow));
    const { slug } = document;
    const documents = await Promise.all(versions.map(({ id }) => loaders.documentBySlug.load({ versionId: id, slug })));
    return connectVersions(
      { name: 'inVersions', of: document.id },
      given,
      versions.filter((_, at) => documents[at]?.state === 'PUBLISHED'),
    );
  }

  @FieldResolver(() => [String], {
    description: 'Paths that it had before curators moved it; they lead to it.',
    complexity: costOfList,
  })
  async formerPaths(@Root() { id }: DocumentRow, @Ctx() { loaders }: RequestContext): Promise<string[]> {
    return (await loaders.formerPaths.load(id)).map(({ path }) => path);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Title that its text states: of its only file, or of the one that introduces the others, else the first heading there. Null where there is none.',
  })
  async statedTitle(@Root() { id }: DocumentRow, @Ctx() { loaders }: RequestContext): Promise<string | null> {
    return (await loaders.statedTitle.load(id))?.title ?? null;
  }

  @FieldResolver(() => String, { description: 'Path of its reading page on this site.' })
  permalink(@Root() document: DocumentRow): string {
    return documentPermalink(document.path);
  }

  @Restricted('curation.read')
  @FieldResolver(() => CurationType, { description: 'What curators made of it.' })
  curation(@Root() document: DocumentRow, @Ctx() { loaders }: RequestContext): Promise<SubjectRow> {
    return present(loaders.curation('DOCUMENT').load(document.id), 'document');
  }
}
