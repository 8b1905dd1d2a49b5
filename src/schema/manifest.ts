/** API types of manifests as somebody writes them. */
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type * as manifests from '../ingest/source/manifest-findings.js';
import type { PlanManifest } from '../ingest/source/plan.js';
import type { Enumeration } from './enums.js';

export const ManifestSeverity: Enumeration<manifests.ManifestFinding['severity']> = {
  ERROR: 'ERROR',
  WARNING: 'WARNING',
};
registerEnumType(ManifestSeverity, {
  name: 'ManifestSeverity',
  description: 'How much a finding in a manifest matters.',
  valuesConfig: {
    ERROR: { description: 'No ingest takes the manifest.' },
    WARNING: { description: 'It is taken, and may not do what was meant.' },
  },
});

export const ManifestFindingCode: Enumeration<manifests.ManifestFindingCode> = {
  SYNTAX: 'SYNTAX',
  DUPLICATE_FIELD: 'DUPLICATE_FIELD',
  UNKNOWN_FIELD: 'UNKNOWN_FIELD',
  MISSING: 'MISSING',
  WRONG_TYPE: 'WRONG_TYPE',
  WRONG_VALUE: 'WRONG_VALUE',
  TOO_LARGE: 'TOO_LARGE',
  PATH_OUTSIDE: 'PATH_OUTSIDE',
  PATH_MISSING: 'PATH_MISSING',
  PRODUCT_TAKEN: 'PRODUCT_TAKEN',
  CONTRADICTION: 'CONTRADICTION',
  VENDOR_MISSING: 'VENDOR_MISSING',
  UNCHECKED: 'UNCHECKED',
};
registerEnumType(ManifestFindingCode, {
  name: 'ManifestFindingCode',
  description: 'What sort of finding it is.',
  valuesConfig: {
    SYNTAX: { description: 'It is no YAML, or an alias stands for nothing.' },
    DUPLICATE_FIELD: { description: 'A field stands twice in one mapping.' },
    UNKNOWN_FIELD: { description: 'There is no such field at this place.' },
    MISSING: { description: 'A field has to be there.' },
    WRONG_TYPE: { description: 'A text, a list or a mapping stands where another of them belongs.' },
    WRONG_VALUE: { description: 'The value is none of those that are allowed.' },
    TOO_LARGE: {
      description: 'More than is allowed: of entries, globs, characters, levels, or what aliases stand for.',
    },
    PATH_OUTSIDE: { description: 'A path leads out of the folder of the manifest.' },
    PATH_MISSING: { description: 'There is nothing at a path; only a plan can tell.' },
    PRODUCT_TAKEN: { description: 'Two vendors claim one product.' },
    CONTRADICTION: { description: 'Entries say different things of one version.' },
    VENDOR_MISSING: { description: 'No vendor is named, so products go to "Unassigned".' },
    UNCHECKED: { description: 'It takes too long to be checked here; an ingest has more time.' },
  },
});

@ObjectType('ManifestFinding', { description: 'What is wrong at one place of a manifest.', simpleResolvers: true })
export class ManifestFindingType implements manifests.ManifestFinding {
  @Field(() => ManifestSeverity, { description: 'How much it matters.' })
  severity!: keyof typeof ManifestSeverity;

  @Field(() => ManifestFindingCode, { description: 'What sort it is.' })
  code!: keyof typeof ManifestFindingCode;

  @Field(() => String, { description: 'What is wrong with the field and what is allowed.' })
  message!: string;

  @Field(() => Int, { description: 'Line, from 1.' })
  line!: number;

  @Field(() => Int, { description: 'Place in the line, from 1, in UTF-16 units.' })
  column!: number;

  @Field(() => String, { description: 'The field, such as `entries[3].version.releasedOn`; empty for the whole text.' })
  path!: string;
}

@ObjectType('ManifestCheck', { description: 'What an ingest would say of a manifest.', simpleResolvers: true })
export class ManifestCheckType {
  @Field(() => [ManifestFindingType], { description: 'The first 100, in the order of the text.' })
  findings!: readonly object[];

  @Field(() => Int, { description: 'How many there are; of faults of form, the first 1,000 are counted.' })
  findingCount!: number;
}

@ObjectType('PreviewManifest', {
  description: 'The manifest that says whose the folders of a source are.',
  simpleResolvers: true,
})
export class PreviewManifestType implements PlanManifest {
  @Field(() => String, { description: 'Its text.' })
  text!: string;

  @Field(() => Boolean, {
    description:
      'There is none: this one was made from the plan, gives the same plan, and is a beginning for your own.',
  })
  isDraft!: boolean;
}
