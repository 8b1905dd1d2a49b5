/** API types of judgements: how well something answers a question, and what evaluations of them measured. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { JudgedCollection } from '../judgements/judged-collection.js';
import type { Evaluation } from '../judgements/evaluate.js';
import type { EvaluationFigures, QuestionFigures } from '../store/entities/evaluation-run.js';
import type { JudgementRow } from '../store/queries/search-settings.js';
import { ChunkType } from './chunk.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { DocumentKind, SearchMode } from './enums.js';
import { SettingListArguments, SearchSettingType } from './search-setting.js';
import { createPayloadType, KeyedInput } from './payload.js';

const targetForm =
  'the key of a chunk for its passage, `product/document`, `product/document/file`, or either of these with `#section` behind it';

@ObjectType('Judgement', {
  description: 'How well something answers a question, as a curator says.',
  simpleResolvers: true,
})
export class JudgementType extends SearchSettingType implements JudgementRow {
  @Field(() => String, { description: 'The words of the question.' })
  query!: string;

  @Field(() => String, { nullable: true, description: 'Slug of the vendor that the question is limited to.' })
  vendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the product that the question is limited to.' })
  product!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the version that the question is limited to.' })
  version!: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'Kind of documents that the question is limited to.' })
  kind!: keyof typeof DocumentKind | null;

  @Field(() => String, { description: `What was judged: ${targetForm}.` })
  target!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How the passage begins: by that it is found again when its key is no more. Null for paths.',
  })
  quote!: string | null;

  @Field(() => Int, { description: '0 is no answer, 3 the best.' })
  grade!: number;

  @Field(() => String, { nullable: true, description: 'Why.' })
  note!: string | null;

  @Field(() => Boolean, { description: 'Nothing published answers to the target; evaluations leave it out.' })
  isDead!: boolean;

  @Field(() => ChunkType, { nullable: true, description: 'Where the target begins; null if it is dead.' })
  chunk!: object | null;
}

export const JudgementConnection = createConnectionType('Judgement', () => JudgementType);

@ArgsType()
export class JudgementListArguments extends SettingListArguments {
  @Field(() => String, { nullable: true, description: 'Only those of the question in just these words.' })
  query?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those of questions that are limited to this product.' })
  product?: string | null;

  @Field(() => [Int], { nullable: true, description: 'Only those with one of these grades.' })
  grades?: number[] | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Only those with dead targets.' })
  onlyDead?: boolean | null;
}

@InputType({ description: 'A judgement. There is one of each target for each question: it is made or changed.' })
export class JudgementInput extends KeyedInput {
  @Field(() => String, { description: 'The words of the question; 1,000 characters at most.' })
  query!: string;

  @Field(() => String, { nullable: true, description: 'Slug: the question is limited to this vendor.' })
  vendor?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug: the question is limited to this product.' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug: the question is limited to this version of `product`.' })
  version?: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'The question is limited to this kind of documents.' })
  kind?: keyof typeof DocumentKind | null;

  @Field(() => String, { description: `What is judged: ${targetForm}.` })
  target!: string;

  @Field(() => Int, { description: '0 is no answer, 3 the best.' })
  grade!: number;

  @Field(() => String, { nullable: true, description: 'Why; 2,000 characters at most.' })
  note?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description:
      '`revision` of the judgement as it was seen, 0 if there was none. `CONFLICT` if somebody judged since.',
  })
  expectedRevision?: number | null;
}

@ObjectType('EvaluationFigures', {
  description:
    'How good lists of hits are, by what was judged: shares between 0 and 1, of the first ten where no other number is said.',
  simpleResolvers: true,
})
export class EvaluationFiguresType implements EvaluationFigures {
  @Field(() => Float, { description: 'Whether the best answers come first (nDCG).' })
  ndcg10!: number;

  @Field(() => Float, { description: 'One divided by the place of the first answer (MRR).' })
  mrr10!: number;

  @Field(() => Float, { description: 'Share of the answers that are among them.' })
  recall10!: number;

  @Field(() => Float, { description: 'Whether the first hit is an answer.' })
  hit1!: number;

  @Field(() => Float, { description: 'Whether one of the first five is.' })
  hit5!: number;

  @Field(() => Float, { description: 'Whether one of the first ten is.' })
  hit10!: number;

  @Field(() => Float, { description: 'Whether one of the first twenty is.' })
  hit20!: number;
}

@ObjectType('QuestionFigures', { description: 'What one question got in an evaluation.', simpleResolvers: true })
export class QuestionFiguresType implements Omit<QuestionFigures, 'key'> {
  @Field(() => String, { description: 'Its words.' })
  query!: string;

  @Field(() => Float, { description: 'nDCG of the first ten.' })
  ndcg10!: number;

  @Field(() => Float, { nullable: true, description: 'The same in the evaluation before; null if it was not asked.' })
  ndcg10Before!: number | null;

  // The rest is of no use for one question; kept for the mean.
  mrr10!: number;
  recall10!: number;
  hit1!: number;
  hit5!: number;
  hit10!: number;
  hit20!: number;
}

export const QuestionFiguresConnection = createConnectionType('QuestionFigures', () => QuestionFiguresType);

@ObjectType('EvaluationRun', {
  description: 'An evaluation of the judgements: all judged questions, asked of the library as it was then.',
  simpleResolvers: true,
})
export class EvaluationRunType implements Omit<Evaluation, 'lastKey' | 'done' | 'total'> {
  @Field(() => ID, { description: 'Names it, to go on with it.' })
  id!: string;

  @Field(() => GraphQLDateTime, { description: 'When it began.' })
  startedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was done; null while questions are left.' })
  finishedAt!: Date | null;

  @Field(() => SearchMode, { description: 'The legs that were asked.' })
  mode!: keyof typeof SearchMode;

  @Field(() => String, { description: 'Embedding model of the library then.' })
  model!: string;

  @Field(() => Int, { description: 'Questions that were measured.' })
  questionCount!: number;

  @Field(() => Int, { description: 'Questions without a living target of a grade above 0; they do not count.' })
  unanswerable!: number;

  @Field(() => Int, { description: 'Judgements whose targets were dead; they do not count.' })
  deadTargets!: number;

  @Field(() => EvaluationFiguresType, { nullable: true, description: 'Means; null if nothing was measured.' })
  figures!: EvaluationFigures | null;

  @Field(() => String, { description: 'Who had it run.' })
  callerName!: string;
}

export const EvaluationRunConnection = createConnectionType('EvaluationRun', () => EvaluationRunType);

@ArgsType()
export class EvaluationListArguments extends ConnectionArguments {
  @Field(() => SearchMode, { nullable: true, description: 'Only those of these legs.' })
  mode?: keyof typeof SearchMode | null;
}

@InputType({ description: 'An evaluation to begin or to go on with.' })
export class EvaluateJudgementsInput extends KeyedInput {
  @Field(() => ID, { nullable: true, description: 'The evaluation to go on with; a new one if left out.' })
  run?: string | null;

  @Field(() => SearchMode, { nullable: true, description: 'Legs to ask; both if left out. Counts for a new one.' })
  mode?: keyof typeof SearchMode | null;
}

@ObjectType('EvaluateJudgementsPayload', { description: 'How far an evaluation is.', simpleResolvers: true })
export class EvaluateJudgementsPayloadType {
  @Field(() => EvaluationRunType, { description: 'What it measured so far.' })
  run!: object;

  @Field(() => Int, { description: 'Questions that were dealt with.' })
  done!: number;

  @Field(() => Int, { description: 'Questions that there are.' })
  total!: number;
}

@ObjectType('JudgedCollection', {
  description: 'The judgements in the layout of BEIR: texts of the files that `mcdewey eval` reads.',
  simpleResolvers: true,
})
export class JudgedCollectionType implements JudgedCollection {
  @Field(() => String, { description: '`corpus.jsonl`: what was judged, each target once.' })
  corpus!: string;

  @Field(() => String, { description: '`queries.jsonl`: the questions.' })
  queries!: string;

  @Field(() => String, { description: '`qrels.tsv`: the grades.' })
  qrels!: string;

  @Field(() => Int, { description: 'Entries of the corpus.' })
  targetCount!: number;

  @Field(() => Int, { description: 'Questions.' })
  questionCount!: number;

  @Field(() => Int, { description: 'Grades.' })
  judgementCount!: number;

  @Field(() => [String], { description: 'Targets that nothing published answers to; they are left out.' })
  deadTargets!: readonly string[];
}

export const JudgePayload = createPayloadType(
  'Judge',
  { name: 'judgement', type: () => JudgementType },
  { payload: 'What is judged now.', field: 'The judgement.' },
);
