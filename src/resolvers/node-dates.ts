/** When nodes that have no dates of their own came into the library, and when they changed: what they are part of says. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root, type ClassType } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { ChunkType, PassageType } from '../schema/chunk.js';
import { DocumentFileType } from '../schema/document.js';
import { IngestJobType, JobFileType } from '../schema/ingest-job.js';
import { IngestSourceType } from '../schema/ingest-source.js';
import { PageType } from '../schema/page.js';
import { ProductType } from '../schema/product.js';
import { SectionType } from '../schema/section.js';
import { VendorType } from '../schema/vendor.js';
import { VersionType } from '../schema/version.js';
import type { PassageRow } from '../store/queries/chunks.js';
import type { DocumentRow } from '../store/queries/documents.js';
import type { Holder } from '../store/queries/last-ingests.js';
import type { IngestSourceRow } from '../store/queries/ingest-sources.js';
import type { JobFileRow, JobRow } from '../store/queries/jobs.js';
import type { PageRow } from '../store/queries/pages.js';

type Loaders = RequestContext['loaders'];

type PartRow = { readonly documentId: string } | Pick<PageRow, 'fileId'>;

async function documentOf(row: PartRow, loaders: Loaders): Promise<DocumentRow> {
  const { documentId } = 'documentId' in row ? row : await present(loaders.file.load(row.fileId), 'file');
  return present(loaders.document.load(documentId), 'document');
}

/** Dates of what is part of a document. */
function createPartDates(type: () => ClassType): ClassType {
  @Resolver(type)
  class PartDatesResolver {
    @FieldResolver(() => GraphQLDateTime, { description: 'When the library first had its document.' })
    async createdAt(@Root() row: PartRow, @Ctx() { loaders }: RequestContext): Promise<Date> {
      return (await documentOf(row, loaders)).createdAt;
    }

    @FieldResolver(() => GraphQLDateTime, {
      description: 'When its document was changed last, by an ingest or a curator.',
    })
    async updatedAt(@Root() row: PartRow, @Ctx() { loaders }: RequestContext): Promise<Date> {
      return (await documentOf(row, loaders)).updatedAt;
    }

    @FieldResolver(() => GraphQLDateTime, { description: 'When its document was read last.' })
    async ingestedAt(@Root() row: PartRow, @Ctx() { loaders }: RequestContext): Promise<Date> {
      return (await documentOf(row, loaders)).ingestedAt;
    }
  }
  return PartDatesResolver;
}

export const ChunkDatesResolver = createPartDates(() => ChunkType);
export const SectionDatesResolver = createPartDates(() => SectionType);
export const FileDatesResolver = createPartDates(() => DocumentFileType);
export const PageDatesResolver = createPartDates(() => PageType);

/** When something below a vendor, product or version was read last. */
function createHolderDates(type: () => ClassType, holder: Holder): ClassType {
  @Resolver(type)
  class HolderDatesResolver {
    @FieldResolver(() => GraphQLDateTime, {
      nullable: true,
      description: 'When one of its published documents was read last; null if it holds none.',
    })
    async ingestedAt(
      @Root() { id }: { readonly id: string },
      @Ctx() { loaders }: RequestContext,
    ): Promise<Date | null> {
      return (await loaders.lastIngest(holder).load(id))?.ingestedAt ?? null;
    }
  }
  return HolderDatesResolver;
}

export const VendorDatesResolver = createHolderDates(() => VendorType, 'vendor');
export const ProductDatesResolver = createHolderDates(() => ProductType, 'product');
export const VersionDatesResolver = createHolderDates(() => VersionType, 'version');

@Resolver(() => PassageType)
export class PassageDatesResolver {
  @FieldResolver(() => GraphQLDateTime, { description: 'When the library first had the text.' })
  createdAt(@Root() { id }: PassageRow, @Ctx() { loaders }: RequestContext): Promise<Date> {
    return present(loaders.passageCreation.load(id), 'passage').then(({ createdAt }) => createdAt);
  }

  @FieldResolver(() => GraphQLDateTime, {
    description: 'The same: a text never changes, another one is another passage.',
  })
  updatedAt(@Root() passage: PassageRow, @Ctx() context: RequestContext): Promise<Date> {
    return this.createdAt(passage, context);
  }
}

@Resolver(() => IngestJobType)
export class IngestJobDatesResolver {
  @FieldResolver(() => GraphQLDateTime, { description: 'When it was asked for.' })
  createdAt(@Root() { startedAt }: JobRow): Date {
    return startedAt;
  }

  @FieldResolver(() => GraphQLDateTime, { description: 'When it said last how far it is.' })
  updatedAt(@Root() { heartbeatAt }: JobRow): Date {
    return heartbeatAt;
  }
}

@Resolver(() => JobFileType)
export class JobFileDatesResolver {
  @FieldResolver(() => GraphQLDateTime, { description: 'When its job was asked for.' })
  async createdAt(@Root() { jobId }: JobFileRow, @Ctx() { loaders }: RequestContext): Promise<Date> {
    return (await present(loaders.job.load(jobId), 'job')).startedAt;
  }

  @FieldResolver(() => GraphQLDateTime, { description: 'When its job said last how far it is.' })
  async updatedAt(@Root() { jobId }: JobFileRow, @Ctx() { loaders }: RequestContext): Promise<Date> {
    return (await present(loaders.job.load(jobId), 'job')).heartbeatAt;
  }
}

@Resolver(() => IngestSourceType)
export class IngestSourceDatesResolver {
  @FieldResolver(() => GraphQLDateTime, { description: 'When it was ingested from last.' })
  async updatedAt(@Root() { id, createdAt }: IngestSourceRow, @Ctx() { loaders }: RequestContext): Promise<Date> {
    return (await loaders.lastJobOfSource.load(id))?.startedAt ?? createdAt;
  }
}
