/** API types of the coverage matrix. */
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import type { FailureCode } from '../coverage/coverage-cell.js';
import type { CoverageHeading, MatrixCell, SummedReason } from '../coverage/coverage-matrix.js';
import type { MissedSearches } from '../coverage/missed-searches.js';
import { createConnectionType } from './connection.js';
import { CoverageDimension, CoverageRule, CoverageState } from './coverage-enums.js';
import { DocumentKind } from './enums.js';
import { ErrorCode } from './error-code.js';

@InputType({
  description: 'What coverage is told of. What is left out does not limit; of a list, one entry must hold.',
})
export class CoverageFilterInput {
  @Field(() => [String], { nullable: true, description: 'Slugs of vendors.' })
  vendors?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs or aliases of products.' })
  products?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of versions.' })
  versions?: string[] | null;

  @Field(() => [DocumentKind], { nullable: true, description: 'Kinds of documents.' })
  kinds?: (keyof typeof DocumentKind)[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Languages, such as `en`; empty for documents that state none.',
  })
  languages?: string[] | null;

  @Field(() => [CoverageState], {
    nullable: true,
    description: 'Only pairs of version and kind of which one of these is said. Totals are of these pairs then.',
  })
  states?: (keyof typeof CoverageState)[] | null;
}

@ArgsType()
export class CoverageArguments {
  @Field(() => CoverageFilterInput, { nullable: true, description: 'What it is told of; all if left out.' })
  filter?: CoverageFilterInput | null;

  @Field(() => CoverageDimension, { defaultValue: 'VERSION', description: 'What rows are.' })
  rows!: keyof typeof CoverageDimension;

  @Field(() => CoverageDimension, { defaultValue: 'KIND', description: 'What columns are; not the same as rows.' })
  columns!: keyof typeof CoverageDimension;
}

@ObjectType('CoverageHeading', { description: 'What a row or column is of.', simpleResolvers: true })
export class CoverageHeadingType implements CoverageHeading {
  @Field(() => CoverageDimension, { description: 'What sort of thing it is.' })
  dimension!: keyof typeof CoverageDimension;

  @Field(() => String, {
    description:
      'Slug of a vendor or product, `product/version`, a kind, or a language; empty where documents state no language.',
  })
  key!: string;

  @Field(() => String, { description: 'Name to show.' })
  label!: string;
}

@ObjectType('CoverageFailure', { description: 'Why files failed.', simpleResolvers: true })
export class CoverageFailureType implements FailureCode {
  @Field(() => ErrorCode, { description: 'Stable code.' })
  code!: string;

  @Field(() => Int, { description: 'Files.' })
  count!: number;
}

@ObjectType('CoverageReason', { description: 'Why a cell is not simply present.', simpleResolvers: true })
export class CoverageReasonType implements SummedReason {
  @Field(() => CoverageState, { description: 'What it says of the cell.' })
  state!: keyof typeof CoverageState;

  @Field(() => CoverageRule, { nullable: true, description: 'The rule that holds, where a state has several.' })
  rule!: keyof typeof CoverageRule | null;

  @Field(() => Int, { description: 'How many of `counted`.' })
  count!: number;

  @Field(() => String, { description: 'What is counted, in words to show: files, pages, documents.' })
  counted!: string;

  @Field(() => String, { description: 'The reason in words.' })
  sentence!: string;

  @Field(() => [CoverageFailureType], { description: 'Codes of failed files; empty for other reasons.' })
  codes!: readonly FailureCode[];

  @Field(() => Int, { description: 'Pairs of version and kind that it is given for.' })
  cellCount!: number;
}

@ObjectType('MissedSearches', {
  description: 'Searches that asked for a part of the library in vain.',
  simpleResolvers: true,
})
export class MissedSearchesType implements MissedSearches {
  @Field(() => Int, { description: 'Searches that got nothing of it and opened nothing.' })
  searches!: number;

  @Field(() => [String], { description: 'Some of the questions, most asked first; five at most.' })
  questions!: readonly string[];
}

@ObjectType('CoverageCell', {
  description: 'What the library holds of a row and a column. Counts are of published documents of published versions.',
})
export class CoverageCellType implements Pick<
  MatrixCell,
  | 'documentCount'
  | 'fileCount'
  | 'pageCount'
  | 'pagesWithoutText'
  | 'chunkCount'
  | 'tokenCount'
  | 'languages'
  | 'lastIngest'
  | 'oldestStated'
  | 'newestStated'
  | 'state'
  | 'reasons'
  | 'row'
  | 'column'
> {
  @Field(() => CoverageHeadingType, { nullable: true, description: 'Its row; null in a total of all rows.' })
  row!: CoverageHeading | null;

  @Field(() => CoverageHeadingType, { nullable: true, description: 'Its column; null in a total of all columns.' })
  column!: CoverageHeading | null;

  @Field(() => CoverageState, { description: 'The worst that is said of it.' })
  state!: keyof typeof CoverageState;

  @Field(() => [CoverageReasonType], { description: 'All that is said of it, worst first; empty if nothing is.' })
  reasons!: readonly SummedReason[];

  @Field(() => Int, { description: 'Documents.' })
  documentCount!: number;

  @Field(() => Int, { description: 'Files of the documents.' })
  fileCount!: number;

  @Field(() => Int, { description: 'Pages of paginated originals.' })
  pageCount!: number;

  @Field(() => Int, { description: 'Those of them with something on them that could not be read as text.' })
  pagesWithoutText!: number;

  @Field(() => Int, { description: 'Chunks of the documents.' })
  chunkCount!: number;

  @Field(() => Int, { description: 'Tokens of the chunks.' })
  tokenCount!: number;

  @Field(() => [String], { description: 'Languages that the documents state.' })
  languages!: readonly string[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When one of the documents was written last.' })
  lastIngest!: Date | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'The oldest date that a document states of itself.' })
  oldestStated!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'The newest date that a document states of itself.' })
  newestStated!: string | null;
}

@ObjectType('CoverageRow', { description: 'A row of the coverage matrix.' })
export class CoverageRowType {
  @Field(() => CoverageHeadingType, { description: 'What it is of.' })
  heading!: CoverageHeading;

  @Field(() => [CoverageCellType], { description: 'A cell for each column, in their order.' })
  cells!: readonly MatrixCell[];

  @Field(() => CoverageCellType, { description: 'The sum of its cells.' })
  total!: MatrixCell;
}

export const CoverageRowConnection = createConnectionType('CoverageRow', () => CoverageRowType);

@ObjectType('CoverageMatrix', { description: 'What the library holds, by two dimensions.' })
export class CoverageMatrixType {
  @Field(() => [CoverageHeadingType], { description: 'The columns.' })
  columns!: readonly CoverageHeading[];

  @Field(() => [CoverageCellType], { description: 'The sum of each column, over all rows.' })
  columnTotals!: readonly MatrixCell[];

  @Field(() => CoverageCellType, { description: 'The sum of all cells.' })
  total!: MatrixCell;
}
