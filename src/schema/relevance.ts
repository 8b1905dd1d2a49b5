/** API types of whether hits are about what was asked. */
import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Relevance } from '../search/request.js';
import type { Enumeration } from './enums.js';

export const RelevanceVerdict: Enumeration<Relevance['verdict']> = {
  RELEVANT: 'RELEVANT',
  NOTHING_RELEVANT: 'NOTHING_RELEVANT',
  UNJUDGED: 'UNJUDGED',
};
registerEnumType(RelevanceVerdict, {
  name: 'RelevanceVerdict',
  description: 'Whether hits are about what was asked.',
  valuesConfig: {
    RELEVANT: {
      description: 'They are, as far as the numbers tell, or because a curator says so by a pin or a redirect.',
    },
    NOTHING_RELEVANT: {
      description: 'Nothing in the scope seems to answer: the hits are only what is nearest, or there are none.',
    },
    UNJUDGED: {
      description:
        'Not known: the search was by words alone, a leg did not answer, or nobody measured the embedding model (`mcdewey eval --calibrate`).',
    },
  },
});

@ObjectType('Relevance', {
  description:
    'Whether the hits are about what was asked: the best cosine similarity plus .15 times the coverage, against what was measured of the model. Unlike scores of hits, these numbers compare between searches.',
  simpleResolvers: true,
})
export class RelevanceType {
  @Field(() => RelevanceVerdict, { description: 'What the numbers say.' })
  verdict!: keyof typeof RelevanceVerdict;

  @Field(() => Float, {
    nullable: true,
    description: 'Best cosine similarity of what nobody hid; null if meaning was not searched.',
  })
  cosine!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Largest share of the query's words, rare ones counting more, that one of the first five passages holds, however many hits are wanted: 0 to 1; null for a query without such words, or if meaning was not searched.",
  })
  coverage!: number | null;

  @Field(() => Float, { nullable: true, description: 'The sum of both; null if meaning was not searched.' })
  score!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The sum from which on hits are relevant; null if nobody measured the embedding model.',
  })
  threshold!: number | null;
}

@InputType({ description: 'From which sum on hits of an embedding model are relevant.' })
export class SetRelevanceThresholdInput {
  @Field(() => String, { description: 'Name of the model, as the library knows it.' })
  model!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'From 0 to 1.15; left out, what comes with the model counts again.',
  })
  threshold?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '`thresholdRevision` of the model as you saw it; `CONFLICT` if somebody set it since. Left out, for what was measured: replaces whatever there is.',
  })
  expectedRevision?: number | null;
}

@ObjectType({ description: 'A threshold that was set.', simpleResolvers: true })
export class SetRelevanceThresholdPayload {
  @Field(() => String, { description: 'Name of the model.' })
  model!: string;

  @Field(() => Float, { nullable: true, description: 'The threshold; null if what comes with the model counts.' })
  threshold!: number | null;

  @Field(() => Int, { description: '`thresholdRevision` that the model has now.' })
  revision!: number;
}
