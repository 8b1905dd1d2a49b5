/** Whether hits are about what was asked, and the threshold that says so. */
import { Arg, Ctx, FieldResolver, Float, Mutation, Resolver, Root } from 'type-graphql';
import { BadInputError, NotFoundError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { RelevanceType } from '../schema/relevance.js';
import { Restricted } from '../schema/restricted.js';
import { SearchResultType } from '../schema/search.js';
import { largestRelevance } from '../search/relevance.js';
import type { Relevance, SearchAnswer } from '../search/request.js';
import { setRelevanceThreshold } from '../store/writes/embedding-models.js';

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
  @Mutation(() => Boolean, {
    description: 'Says from which sum of cosine and coverage on hits of an embedding model are relevant.',
  })
  async setRelevanceThreshold(
    @Arg('model', () => String, { description: 'Name of the model, as the library knows it.' }) model: string,
    @Arg('threshold', () => Float, {
      nullable: true,
      description: 'From 0 to 1.15; left out, what comes with the model counts again.',
    })
    threshold: number | null | undefined,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<boolean> {
    if (threshold != null && !(threshold >= 0 && threshold <= largestRelevance)) {
      throw new BadInputError(
        `\`threshold\` is ${String(threshold)}; it must be from 0 to ${String(largestRelevance)}.`,
        {
          field: 'threshold',
          limit: largestRelevance,
        },
      );
    }
    if (!(await setRelevanceThreshold(dataSource, model, threshold ?? null))) {
      throw new NotFoundError(`The library holds no vectors of an embedding model "${model}".`, { model });
    }
    return true;
  }
}
