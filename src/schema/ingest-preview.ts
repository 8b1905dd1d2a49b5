/** API types of what an ingest would do. */
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { ReasonCode } from '../errors.js';
import type { PlannedVersionRow } from '../ingest/job/planned-versions.js';
import type { TakenProduct } from '../ingest/job/taken-products.js';
import type { JobFile } from '../store/entities/job-file.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { FileOutcome } from './enums.js';
import { ErrorCode } from './error-code.js';
import { PreviewManifestType } from './manifest.js';
import { createPayloadType } from './payload.js';

@ObjectType({ description: 'What an ingest would make of one file.', simpleResolvers: true })
export class IngestPreviewFile implements Pick<JobFile, 'path' | 'outcome' | 'reasonCode' | 'reason'> {
  @Field(() => String, { description: 'Path in the source.' })
  path!: string;

  @Field(() => FileOutcome, { description: 'What would become of it, unless it turns out to be unreadable.' })
  outcome!: keyof typeof FileOutcome;

  @Field(() => ErrorCode, { nullable: true, description: 'The reason, if it would not be taken.' })
  reasonCode!: ReasonCode | null;

  @Field(() => String, { nullable: true, description: 'The reason in words.' })
  reason!: string | null;
}

@ObjectType({ description: 'A version that documents of an ingest would come to.', simpleResolvers: true })
export class IngestPreviewVersion implements PlannedVersionRow {
  @Field(() => String, { description: 'Slugs of product and version in the library, joined by `/`.' })
  path!: string;

  @Field(() => String, { description: 'Name of the vendor, as the source or the request says it.' })
  vendor!: string;

  @Field(() => String, { description: 'Name of the product, as the source or the request says it.' })
  product!: string;

  @Field(() => String, { description: 'Label of the version, as the source or the request says it.' })
  version!: string;

  @Field(() => Int, { description: 'Documents of the source that come to it.' })
  documents!: number;

  @Field(() => Int, { description: 'Files of these documents.' })
  files!: number;

  @Field(() => Boolean, { description: 'The library does not have it yet.' })
  isNew!: boolean;
}

@ObjectType('TakenProduct', {
  description: 'A product of a source that the library has from another vendor: none of its files would be taken.',
  simpleResolvers: true,
})
export class TakenProductType implements TakenProduct {
  @Field(() => String, { description: 'Slug of the product.' })
  product!: string;

  @Field(() => String, { description: 'Name of the vendor that has it.' })
  vendorName!: string;

  @Field(() => String, { description: 'What to give as `vendor` of the ingest, so that this product is meant.' })
  vendor!: string;

  @Field(() => Int, { description: 'Files of the source that would be refused for it.' })
  files!: number;
}

export const IngestPreviewVersionConnection = createConnectionType('IngestPreviewVersion', () => IngestPreviewVersion);

export const IngestPreviewFileConnection = createConnectionType('IngestPreviewFile', () => IngestPreviewFile);

@ObjectType({ description: 'What an ingest would do.', simpleResolvers: true })
export class IngestPreview {
  @Field(() => String, { description: 'What would be ingested: the location of the ingest source.' })
  location!: string;

  @Field(() => [String], { description: 'Warnings, such as a missing vendor name.' })
  warnings!: readonly string[];

  @Field(() => Boolean, {
    description:
      'It would archive so much, or anything while nothing that is there can be taken, that `allowArchive` has to be said.',
  })
  needsAllowArchive!: boolean;

  @Field(() => [TakenProductType], {
    description:
      'Products that the library has from another vendor, the first hundred: name that vendor, or give them another slug in a manifest.',
  })
  takenProducts!: readonly TakenProduct[];

  @Field(() => PreviewManifestType, {
    nullable: true,
    description:
      'What says whose its folders are, or could. Null for a site, a single file, installed packages, folders with manifests of their own, and where it has more than 262,144 characters.',
  })
  manifest!: PreviewManifestType | null;
}

export const PreviewIngestPayload = createPayloadType(
  'PreviewIngest',
  { name: 'preview', type: () => IngestPreview },
  { payload: 'What an ingest would do.', field: 'What it would do.' },
);

@ArgsType()
export class IngestPreviewFilesArguments extends ConnectionArguments {
  @Field(() => FileOutcome, { nullable: true, description: 'Only those of this outcome.' })
  outcome?: keyof typeof FileOutcome | null;
}
