/** Why a hit has its rank. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AnsweredHit } from '../graphql/connect-hits.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { costOfList } from '../schema/cost.js';
import { AppliedSynonymType } from '../schema/parsed-query.js';
import { AppliedRuleType } from '../schema/applied-rule.js';
import { Restricted } from '../schema/restricted.js';
import { HitExplanationType } from '../schema/hit.js';
import type { AppliedSynonym } from '../search/query.js';
import type { AppliedRule, SearchHit } from '../search/request.js';
import { synonymsIn } from '../search/settings/synonym-index.js';

/** An explanation that still knows its hit. */
export type ExplainedHit = SearchHit['explain'] & { readonly hit: AnsweredHit };

@Resolver(() => HitExplanationType)
export class HitExplanationResolver {
  @Restricted('curation.read')
  @FieldResolver(() => [AppliedRuleType], { description: 'Rules of curators that pin or boost it. For curators.' })
  rules(@Root() { rules }: ExplainedHit): readonly AppliedRule[] {
    return rules ?? [];
  }

  @FieldResolver(() => [AppliedSynonymType], {
    description:
      'Synonyms by which the keyword leg may have found it: those whose alternatives stand in the passage; none if that leg did not find it.',
    complexity: costOfList,
  })
  async synonyms(
    @Root() { hit, lexical }: ExplainedHit,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly AppliedSynonym[]> {
    if (lexical === null || hit.query.synonyms.length === 0) return [];
    const { text, headingPath } = await present(loaders.citedChunk.load(hit.chunkId), 'chunk');
    return synonymsIn(hit.query, [...headingPath, text].join(' '));
  }
}
