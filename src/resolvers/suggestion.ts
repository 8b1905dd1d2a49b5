/** Suggestions while somebody types, and what they lead to. */
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { costOfSuggestions } from '../schema/cost.js';
import { NodeType } from '../schema/node.js';
import { ScopeInput } from '../schema/search.js';
import { SuggestionType } from '../schema/suggestion.js';
import { suggest, type Suggestion } from '../search/suggest.js';
import type { RequestContext } from '../graphql/context.js';
import { chunkPermalink, documentPermalink, productPermalink } from '../graphql/permalink.js';
import { present } from '../graphql/present.js';
import { scopeRequest } from '../graphql/scope-request.js';

@Resolver(() => SuggestionType)
export class SuggestionResolver {
  @Query(() => [SuggestionType], {
    description:
      'Names that what is typed could become: of products, documents, sections, commands and error codes of the scope, kind by kind. A name that several versions share comes once, as the newest has it. Words may be typed in any order.',
    complexity: costOfSuggestions,
  })
  suggest(
    @Arg('prefix', () => String, { description: 'What was typed so far; at most 200 characters.' }) prefix: string,
    @Arg('scope', () => ScopeInput, { nullable: true, description: 'Where from; everywhere if left out.' })
    scope: ScopeInput | null | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, 1 to 20.' })
    first: number | null,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Suggestion[]> {
    return suggest(dataSource, { prefix, scope: scope ? scopeRequest(scope) : {}, first: first ?? 10 });
  }

  @FieldResolver(() => NodeType, {
    description: 'What it names: a `Product`, a `Document`, a `Section`, or the `Chunk` where an identifier stands.',
  })
  async target(@Root() suggestion: Suggestion, @Ctx() { loaders }: RequestContext): Promise<object> {
    switch (suggestion.kind) {
      case 'PRODUCT':
        return { ...(await present(loaders.product.load(suggestion.id), 'product')), typename: 'Product' };
      case 'DOCUMENT':
        return { ...(await present(loaders.document.load(suggestion.id), 'document')), typename: 'Document' };
      case 'SECTION':
        return { ...(await present(loaders.section.load(suggestion.id), 'section')), typename: 'Section' };
      case 'IDENTIFIER':
        return { ...(await present(loaders.chunk.load(suggestion.id), 'chunk')), typename: 'Chunk' };
    }
  }

  @FieldResolver(() => String, { description: 'Path of the page of this site that shows it.' })
  async permalink(@Root() suggestion: Suggestion, @Ctx() { loaders }: RequestContext): Promise<string> {
    switch (suggestion.kind) {
      case 'PRODUCT':
        return productPermalink((await present(loaders.product.load(suggestion.id), 'product')).slug);
      case 'DOCUMENT':
        return documentPermalink((await present(loaders.document.load(suggestion.id), 'document')).path);
      case 'IDENTIFIER':
        return chunkPermalink((await present(loaders.chunk.load(suggestion.id), 'chunk')).key);
      case 'SECTION': {
        const first = await loaders.firstChunkOfSection.load(suggestion.id);
        const chunk = first && (await loaders.chunk.load(first.chunkId));
        if (chunk) return chunkPermalink(chunk.key);
        const { documentId } = await present(loaders.section.load(suggestion.id), 'section');
        return documentPermalink((await present(loaders.document.load(documentId), 'document')).path);
      }
    }
  }
}
