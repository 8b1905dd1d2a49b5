/** API types of what is asked for and not there. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { RankedGap } from '../demand/ranked-gaps.js';
import type { AbsentName } from '../store/queries/demand-gaps.js';
import { createConnectionType } from './connection.js';
import { CoverageState } from './coverage-enums.js';
import { QuestionState, QuestionVerdict, SearchVerdict } from './demand.js';
import { DocumentKind, type Enumeration } from './enums.js';

/** Which groups of questions are told. */
@ArgsType()
export class QuestionFilterArguments {
  @Field(() => [QuestionVerdict], { nullable: true, description: 'Only these verdicts; all if left out.' })
  verdicts?: (keyof typeof QuestionVerdict)[] | null;

  @Field(() => [QuestionState], { nullable: true, description: 'Only groups in one of these states; all if left out.' })
  states?: (keyof typeof QuestionState)[] | null;

  @Field(() => [SearchVerdict], {
    nullable: true,
    description: 'Only groups with a question most of whose searches ended so; all if left out.',
  })
  endings?: (keyof typeof SearchVerdict)[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only groups that found something and after which nobody opened a hit.',
  })
  unopened?: boolean | null;
}

export type AbsentKindName = 'VERSION' | 'PRODUCT' | 'IDENTIFIER';
export const AbsentKind: Enumeration<AbsentKindName> = {
  VERSION: 'VERSION',
  PRODUCT: 'PRODUCT',
  IDENTIFIER: 'IDENTIFIER',
};
registerEnumType(AbsentKind, {
  name: 'AbsentKind',
  description: 'What sort of name is asked for in vain.',
  valuesConfig: {
    VERSION: { description: 'Versions that are not in the library.' },
    PRODUCT: { description: 'Names that no product has: unknown, or misspelt.' },
    IDENTIFIER: { description: 'Commands, options, error codes and the like that stand in no document.' },
  },
});

export type DemandFormatName = 'CSV' | 'JSON';
export const DemandFormat: Enumeration<DemandFormatName> = { CSV: 'CSV', JSON: 'JSON' };
registerEnumType(DemandFormat, {
  name: 'DemandFormat',
  description: 'How questions are written into a file.',
  valuesConfig: {
    CSV: { description: 'A line a question; cells that a spreadsheet would run have a quote in front.' },
    JSON: { description: 'A list of groups.' },
  },
});

@ObjectType('AbsentName', { description: 'A name that is asked for and is not there.', simpleResolvers: true })
export class AbsentNameType implements AbsentName {
  @Field(() => String, { description: 'As it was written.' })
  name!: string;

  @Field(() => String, { description: 'Of a version its product, as slug or as written; empty for others.' })
  product!: string;

  @Field(() => Int, { description: 'How often it was asked for.' })
  searches!: number;

  @Field(() => [String], { description: 'Programs that asked, as they call themselves.' })
  clients!: readonly string[];

  @Field(() => GraphQLDateTime, { description: 'When it was asked for last.' })
  lastAsked!: Date;

  @Field(() => [String], {
    description: 'What is there and nearest: labels of versions, slugs of products. Best first.',
  })
  nearest!: readonly string[];
}

export const AbsentNameConnection = createConnectionType('AbsentName', () => AbsentNameType);

@ObjectType('DemandGap', {
  description: 'A part of the library that searches asked for in vain, with what coverage says of it.',
  simpleResolvers: true,
})
export class DemandGapType implements RankedGap<keyof typeof CoverageState> {
  @Field(() => String, { description: 'Slug of a product, or as it was written; empty for the whole library.' })
  product!: string;

  @Field(() => String, { description: 'Slug of a version, or as it was written; empty for all of them.' })
  version!: string;

  @Field(() => DocumentKind, {
    nullable: true,
    description: 'The kind that was asked for, else that of the best hit; null for neither.',
  })
  kind!: keyof typeof DocumentKind | null;

  @Field(() => Int, { description: 'Searches that got nothing of it and opened nothing.' })
  searches!: number;

  @Field(() => [String], { description: 'Some of the questions, most asked first.' })
  questions!: readonly string[];

  @Field(() => GraphQLDateTime, { description: 'When it was asked for last.' })
  lastAsked!: Date;

  @Field(() => CoverageState, {
    nullable: true,
    description:
      'What coverage says of the cell; null when the library has no such product or version, or for all of it.',
  })
  state!: keyof typeof CoverageState | null;

  @Field(() => [String], { description: 'Reasons that coverage gives, worst first.' })
  reasons!: readonly string[];

  @Field(() => Float, {
    description:
      'Searches times the weight of the state: 3 for what is not there or failed, 2 for what is there in part, 1 for what is there.',
  })
  score!: number;
}

export const DemandGapConnection = createConnectionType('DemandGap', () => DemandGapType);
