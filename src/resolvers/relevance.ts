/** Whether hits are about what was asked, and the threshold that says so. */
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { BadInputError, NotFoundError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { RelevanceType, SetRelevanceThresholdInput, SetRelevanceThresholdPayload } from '../schema/relevance.js';
import { Restricted } from '../schema/restricted.js';
import { SearchResultType } from '../schema/search.js';
import { largestRelevance } from '../search/relevance.js';
import type { Relevance, SearchAnswer } from '../search/request.js';
import { setRelevanceThreshold } from '../store/writes/embedding-models.js';
import type { Fields } from '../schema/fields.js';

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
    description: 'Says from which sum of cosine and coverage on hits of an embedding model are relevant.',
  })
  async setRelevanceThreshold(
    @Arg('input', () => SetRelevanceThresholdInput, { description: 'Of which model, and which.' })
    { model, threshold = null }: SetRelevanceThresholdInput,
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
    if (!(await setRelevanceThreshold(dataSource, model, threshold))) {
      throw new NotFoundError(`The library holds no vectors of an embedding model "${model}".`, { model });
    }
    return { model, threshold };
  }
}
