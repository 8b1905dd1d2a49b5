/** API types of demand: what is searched for, and with what success. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { QuestionGroup } from '../demand/question-groups.js';
import type { AskedQuestion, DemandDimension as Dimension, DemandTotal } from '../store/queries/demand.js';
import type {
  QuestionState as State,
  QuestionVerdict as Verdict,
  SearchVerdict as Ending,
} from '../store/entities/search-verdict-kind.js';
import { createConnectionType } from './connection.js';
import { Door, type Enumeration } from './enums.js';

export const DemandDimension: Enumeration<Dimension> = {
  VERDICT: 'VERDICT',
  PRODUCT: 'PRODUCT',
  VERSION: 'VERSION',
  CLIENT: 'CLIENT',
  DOOR: 'DOOR',
  DAY: 'DAY',
};
registerEnumType(DemandDimension, {
  name: 'DemandDimension',
  description: 'What searches are counted by.',
  valuesConfig: {
    DAY: { description: 'By day, in UTC.' },
    PRODUCT: { description: 'By product that was asked for.' },
    VERSION: { description: 'By version that was asked for.' },
    CLIENT: { description: 'By program that asked.' },
    DOOR: { description: 'By where the search came in.' },
    VERDICT: { description: 'By what became of the search.' },
  },
});

export const SearchVerdict: Enumeration<Ending> = {
  FOUND: 'FOUND',
  NOTHING_FOUND: 'NOTHING_FOUND',
  NOTHING_RELEVANT: 'NOTHING_RELEVANT',
  VERSION_ABSENT: 'VERSION_ABSENT',
  UNKNOWN_NAME: 'UNKNOWN_NAME',
};
registerEnumType(SearchVerdict, {
  name: 'SearchVerdict',
  description: 'How a search ended.',
  valuesConfig: {
    FOUND: { description: 'With hits.' },
    NOTHING_FOUND: { description: 'Without any.' },
    NOTHING_RELEVANT: { description: 'With hits that are only the nearest, and not about what was asked.' },
    VERSION_ABSENT: { description: 'The version that was asked for is not in the library.' },
    UNKNOWN_NAME: { description: 'Nothing has the name of the vendor or product that was asked for.' },
  },
});

export const QuestionVerdict: Enumeration<Verdict> = {
  CONTENT_GAP: 'CONTENT_GAP',
  VERSION_GAP: 'VERSION_GAP',
  SCOPE_GAP: 'SCOPE_GAP',
  WORDING_GAP: 'WORDING_GAP',
  NOT_OURS: 'NOT_OURS',
  ANSWERED: 'ANSWERED',
};
registerEnumType(QuestionVerdict, {
  name: 'QuestionVerdict',
  description: 'What work a question leads to.',
  valuesConfig: {
    CONTENT_GAP: {
      description:
        'Nothing was found or was relevant, or nothing near: vectors found less than for 19 of 20 searches, and nobody opened it.',
    },
    VERSION_GAP: { description: 'The version that was asked for is not there.' },
    SCOPE_GAP: { description: 'The product or vendor that was asked for is not there.' },
    WORDING_GAP: { description: 'What was opened stood far down: a synonym or a rule helps.' },
    NOT_OURS: { description: 'A curator said that the library need not answer it.' },
    ANSWERED: { description: 'None of these.' },
  },
});

export const QuestionState: Enumeration<State> = {
  OPEN: 'OPEN',
  PLANNED: 'PLANNED',
  MENDED: 'MENDED',
  NOT_OURS: 'NOT_OURS',
};
registerEnumType(QuestionState, {
  name: 'QuestionState',
  description: 'What became of a question.',
  valuesConfig: {
    OPEN: { description: 'Nothing yet. Asked again after each ingest.' },
    PLANNED: { description: 'A curator means to mend it. Asked again after each ingest.' },
    MENDED: { description: 'A curator mended it, or the machine finds an answer since.' },
    NOT_OURS: { description: 'The library need not answer it.' },
  },
});

@ArgsType()
export class DemandArguments {
  @Field(() => Int, { defaultValue: 30, description: 'Days back from now, 1 to 3,650.' })
  days!: number;

  @Field(() => String, { nullable: true, description: 'Only searches that asked for this product: its slug.' })
  product?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only searches that asked for this version, as it was written, or that it answered: its slug. Counts of days know of no versions.',
  })
  version?: string | null;

  @Field(() => String, { nullable: true, description: 'Only searches of the program that calls itself so.' })
  client?: string | null;
}

@ObjectType('DemandTotal', { description: 'Searches of one kind.', simpleResolvers: true })
export class DemandTotalType implements DemandTotal {
  @Field(() => String, {
    description:
      'A verdict, slug of a product, version as it was written, name of a program, door or day (UTC); empty for none, or several products or versions.',
  })
  key!: string;

  @Field(() => Int, { description: 'Searches.' })
  searches!: number;

  @Field(() => Int, { description: 'Those after which a hit was opened.' })
  opened!: number;
}

@ObjectType('AskedQuestion', {
  description: 'A question, however often it was asked in the same words.',
  simpleResolvers: true,
})
export class AskedQuestionType implements Omit<AskedQuestion, 'askedScope' | 'mode' | 'mark' | 'stateBy' | 'stateAt'> {
  @Field(() => String, { description: 'Names it in `markQuestions`: lower case, white space collapsed.' })
  normalised!: string;

  @Field(() => String, { description: 'As it was written last; secrets are masked.' })
  query!: string;

  @Field(() => Int, { description: 'How often it was asked.' })
  searches!: number;

  @Field(() => Int, { description: 'How often a hit was opened then.' })
  opened!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was asked first.' })
  firstAsked!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was asked last.' })
  lastAsked!: Date;

  @Field(() => [String], { description: 'Programs that asked, as they call themselves.' })
  clients!: readonly string[];

  @Field(() => [Door], { description: 'Doors that it came in by.' })
  doors!: readonly (keyof typeof Door)[];

  @Field(() => [String], { description: 'Products that it was asked of, as slugs or as they were written.' })
  products!: readonly string[];

  @Field(() => [String], { description: 'Versions that it was asked of, as they were written.' })
  versions!: readonly string[];

  @Field(() => SearchVerdict, { description: 'How most of its searches ended.' })
  verdict!: keyof typeof SearchVerdict;

  @Field(() => Float, { nullable: true, description: 'Best cosine that vectors found, on average.' })
  bestCosine!: number | null;

  @Field(() => Float, { nullable: true, description: 'Rank of the first hit that was opened, on average.' })
  openedRank!: number | null;

  @Field(() => QuestionState, { description: 'What became of it.' })
  state!: keyof typeof QuestionState;

  @Field(() => String, { nullable: true, description: 'Note of a curator.' })
  note!: string | null;

  @Field(() => Int, { description: 'Of what curators said of it, 0 if none did; give it back in `markQuestions`.' })
  revision!: number;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Since when the machine, asking again after ingests, finds an answer to what had none; null if it does not.',
  })
  answeredSince!: Date | null;
}

export const AskedQuestionConnection = createConnectionType('AskedQuestion', () => AskedQuestionType);

/** Where a curator gives a verdict, that wins over what the log says. */
@ObjectType('QuestionGroup', {
  description: 'Questions that mean about the same and lead to the same work.',
  simpleResolvers: true,
})
export class QuestionGroupType implements Omit<QuestionGroup, 'questions'> {
  @Field(() => QuestionVerdict, { description: 'What work it leads to.' })
  verdict!: keyof typeof QuestionVerdict;

  @Field(() => Int, { description: 'How often they were asked together.' })
  searches!: number;

  @Field(() => Int, { description: 'How often a hit was opened then.' })
  opened!: number;

  @Field(() => Boolean, { description: 'A curator gave the verdict.' })
  isVerdictGiven!: boolean;

  @Field(() => GraphQLDateTime, { description: 'When one of them was asked first.' })
  firstAsked!: Date;

  @Field(() => GraphQLDateTime, { description: 'When one of them was asked last.' })
  lastAsked!: Date;

  @Field(() => [String], { description: 'Programs that asked, as they call themselves.' })
  clients!: readonly string[];

  @Field(() => QuestionState, {
    description: 'What a curator said last of one of them; mended when the machine answers all of them since.',
  })
  state!: keyof typeof QuestionState;

  @Field(() => String, { nullable: true, description: 'Note of the curator.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Who said what became of them; null if nobody did.' })
  stateBy!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When that was said.' })
  stateAt!: Date | null;

  @Field(() => Int, { description: 'Highest `revision` of its wordings; give it back in `markQuestions`.' })
  revision!: number;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Since when the machine finds an answer to all of them; null while it does not.',
  })
  answeredSince!: Date | null;
}

export const QuestionGroupConnection = createConnectionType('QuestionGroup', () => QuestionGroupType);

@ObjectType('Demand', { description: 'What is searched for, and with what success.' })
export class DemandType {
  @Field(() => Int, { description: 'Searches.' })
  searches!: number;

  @Field(() => Int, { description: 'Those after which a hit was opened.' })
  opened!: number;

  @Field(() => Int, { description: 'Searches that this process could not log since it began.' })
  dropped!: number;
}
