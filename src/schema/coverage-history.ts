/** API types of the history of coverage. */
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { CoverageChangeRow, CoverageDayRow } from '../store/queries/coverage-history.js';
import { createConnectionType } from './connection.js';
import { DocumentKind } from './enums.js';

@ObjectType('CoverageChange', {
  description: 'What is published of a version and kind became more or less.',
  simpleResolvers: true,
})
export class CoverageChangeType implements CoverageChangeRow {
  @Field(() => GraphQLDateTime, { description: 'When it was noted: after a job, or on the next day.' })
  at!: Date;

  @Field(() => String, { description: 'Slug of the product; it may be gone by now.' })
  product!: string;

  @Field(() => String, { description: 'Slug of the version.' })
  version!: string;

  @Field(() => DocumentKind, { description: 'Kind of document.' })
  kind!: keyof typeof DocumentKind;

  @Field(() => Int, { description: 'Documents since then.' })
  documentCount!: number;

  @Field(() => Int, { description: 'Pages of paginated originals since then.' })
  pageCount!: number;

  @Field(() => Int, { description: 'Chunks since then.' })
  chunkCount!: number;

  @Field(() => Int, { description: 'Documents before.' })
  documentsBefore!: number;

  @Field(() => Int, { description: 'Pages before.' })
  pagesBefore!: number;

  @Field(() => Int, { description: 'Chunks before.' })
  chunksBefore!: number;
}

export const CoverageChangeConnection = createConnectionType('CoverageChange', () => CoverageChangeType);

@ObjectType('CoverageDay', { description: 'What was published at the end of a day.', simpleResolvers: true })
export class CoverageDayType implements CoverageDayRow {
  @Field(() => GraphQLDate, { description: 'The day, in UTC.' })
  day!: string;

  @Field(() => Int, { description: 'Documents.' })
  documents!: number;

  @Field(() => Int, { description: 'Pages of paginated originals.' })
  pages!: number;

  @Field(() => Int, { description: 'Chunks.' })
  chunks!: number;
}
