/** Whether hits are about what was asked, and the threshold that says so. */
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { BadInputError, ConflictError, NotFoundError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { RelevanceType, SetRelevanceThresholdInput, SetRelevanceThresholdPayload } from '../schema/relevance.js';
import { Restricted } from '../schema/restricted.js';
import { SearchResultType } from '../schema/search.js';
import { largestRelevance } from '../search/relevance.js';
import type { Relevance, SearchAnswer } from '../search/request.js';
import type { Queryable } from '../store/queryable.js';
import { knownModels, setRelevanceThreshold } from '../store/writes/embedding-models.js';
import type { Fields } from '../schema/fields.js';

async function notSet(db: Queryable, model: string): Promise<NotFoundError | ConflictError> {
  const known = (await knownModels(db)).find(({ name }) => name === model);
  if (known === undefined) {
    return new NotFoundError(`The library holds no vectors of an embedding model "${model}".`, { model });
  }
  const { thresholdRevision: revision, relevanceThreshold: threshold } = known;
  return new ConflictError(
    `The threshold of ${model} was set since you saw it. Look at it as it is now, and send yours again with revision ${String(revision)}.`,
    { revision, current: { model, threshold } },
  );
}

@Resolver(() => SearchResultType)
export class RelevanceResolver {
  @FieldResolver(() => RelevanceType, {
    description:
      'Whether the hits are about what was asked. When nothing relevant was found, the hits are only what is nearest.',
  })
  relevance(@Root() answer: SearchAnswer): Relevance {
    return answer.relevance;
  }

  @Restricted('operations.run')
  @Mutation(() => SetRelevanceThresholdPayload, {
    description:
      'Says from which sum of cosine and coverage on hits of an embedding model are relevant. `CONFLICT` if somebody said so since.',
  })
  async setRelevanceThreshold(
    @Arg('input', () => SetRelevanceThresholdInput, { description: 'Of which model, and which.' })
    { model, threshold = null, expectedRevision = null }: SetRelevanceThresholdInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Fields<SetRelevanceThresholdPayload>> {
    if (threshold !== null && !(threshold >= 0 && threshold <= largestRelevance)) {
      throw new BadInputError(
        `\`threshold\` is ${String(threshold)}; it must be from 0 to ${String(largestRelevance)}.`,
        {
          field: 'threshold',
          limit: largestRelevance,
        },
      );
    }
    const revision = await setRelevanceThreshold(dataSource, model, threshold, expectedRevision);
    if (revision === undefined) throw await notSet(dataSource, model);
    return { model, threshold, revision };
  }
}
