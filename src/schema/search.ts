/** API types of searches: scope in, answers out. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, Float, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { AppliedRule, UnknownScope } from '../search/request.js';
import { AppliedRuleType } from './applied-rule.js';
import { DocumentKind, Fusion, SearchLeg, SearchMode, VersionMatch, type Enumeration } from './enums.js';
import { Restricted } from './restricted.js';

@InputType('ScopeInput', { description: 'What a search is limited to. What is left out or empty does not limit.' })
export class ScopeInput {
  @Field(() => [String], { nullable: true, description: 'Vendors: slugs, names or aliases.' })
  vendors?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Products: slugs, names or aliases.' })
  products?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Versions: slugs, labels, aliases or `latest`.' })
  versions?: string[] | null;

  @Field(() => [DocumentKind], { nullable: true, description: 'Kinds of documents.' })
  kinds?: (keyof typeof DocumentKind)[] | null;
}

@ArgsType()
export class SearchArguments {
  @Field(() => String, {
    description:
      'Words, names, error codes; at most 1,000 characters. "a phrase" must occur, -word must not; `vendor:`, `product:`, `version:`, `kind:`, `document:` and `language:` before a value (`version:9.18`, `product:"BIND 9"`) limit the search like a scope.',
  })
  query!: string;

  @Field(() => ScopeInput, { nullable: true, description: 'What to search in; everything if left out.' })
  scope?: ScopeInput | null;

  @Field(() => SearchMode, {
    nullable: true,
    defaultValue: SearchMode.HYBRID,
    description: 'Which legs answer.',
  })
  mode?: keyof typeof SearchMode | null;

  @Field(() => Fusion, {
    nullable: true,
    defaultValue: Fusion.WEIGHTED,
    description: 'How the legs become one list.',
  })
  fusion?: keyof typeof Fusion | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'False: without what curators decided about searches, synonyms included.',
  })
  rules?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'False: not written down, as a trial or a measurement is no demand.',
  })
  log?: boolean | null;
}

export const UnknownScopeKind: Enumeration<UnknownScope['kind']> = {
  VENDOR: 'VENDOR',
  PRODUCT: 'PRODUCT',
  KIND: 'KIND',
  DOCUMENT: 'DOCUMENT',
  LANGUAGE: 'LANGUAGE',
};
registerEnumType(UnknownScopeKind, {
  name: 'UnknownScopeKind',
  description: 'What a scope can name that nothing has.',
  valuesConfig: {
    VENDOR: { description: 'A vendor.' },
    PRODUCT: { description: 'A product.' },
    KIND: { description: 'A kind of documents.' },
    DOCUMENT: { description: 'A document.' },
    LANGUAGE: { description: 'A language.' },
  },
});

@ObjectType('UnknownScope', { description: 'A name in the scope that nothing has.', simpleResolvers: true })
export class UnknownScopeType {
  @Field(() => UnknownScopeKind, { description: 'What it was asked for as.' })
  kind!: UnknownScope['kind'];

  @Field(() => String, { description: 'The name as it was asked for.' })
  requested!: string;

  @Field(() => [String], { description: 'Names that exist and look alike, best first.' })
  nearest!: string[];
}

@ObjectType('VersionResolution', {
  description: 'Which version was asked for and which one answers. Another version never answers silently.',
  simpleResolvers: true,
})
export class VersionResolutionType {
  @Field(() => String, { description: 'The name as it was asked for.' })
  requested!: string;

  @Field(() => VersionMatch, { description: 'How it was found.' })
  match!: keyof typeof VersionMatch;
}

@ObjectType('ResolvedScope', { description: 'The scope as it was understood.', simpleResolvers: true })
export class ResolvedScopeType {
  @Field(() => [DocumentKind], { description: 'Kinds it is limited to.' })
  kinds!: (keyof typeof DocumentKind)[];

  @Field(() => [UnknownScopeType], { description: 'Names that nothing has.' })
  unknown!: UnknownScopeType[];
}

@ObjectType('NamedScope', {
  description: 'Products and versions that the words of a query name: their passages come first, all others follow.',
  simpleResolvers: true,
})
export class NamedScopeType {
  @Field(() => String, { description: 'The query that finds nothing else: with the names as filters.' })
  strictQuery!: string;
}

@ObjectType('Degradation', { description: 'One leg of the search does not answer.', simpleResolvers: true })
export class DegradationType {
  @Field(() => SearchLeg, { description: 'The leg.' })
  leg!: keyof typeof SearchLeg;

  @Field(() => String, { description: 'The reason, as a sentence to show.' })
  reason!: string;

  @Field(() => GraphQLDateTime, { description: 'Since when.' })
  since!: Date;
}

@ObjectType('WordsAlone', {
  description: 'What the words of a query find without its quotes: an offer, made where no passage holds every phrase.',
  simpleResolvers: true,
})
export class WordsAloneType {
  @Field(() => [String], {
    description:
      'Phrases that nothing in the scope holds; empty when each stands somewhere, but not all in one passage.',
  })
  missingPhrases!: readonly string[];

  @Field(() => String, { description: 'The query without its quotes.' })
  query!: string;
}

@ObjectType('SearchResult', { description: 'The answer to a search.', simpleResolvers: true })
export class SearchResultType {
  @Field(() => SearchMode, { description: 'The legs that were asked.' })
  mode!: keyof typeof SearchMode;

  @Field(() => [DegradationType], { description: 'Legs that did not answer; empty when all is well.' })
  degraded!: DegradationType[];

  @Restricted('curation.read')
  @Field(() => [AppliedRuleType], {
    description:
      "What curators' rules say of the search, those that win first; also what came to nothing, and why. For curators: it names what others do not see.",
  })
  appliedRules!: readonly AppliedRule[];

  @Field(() => Float, { description: 'Milliseconds the search took.' })
  tookMs!: number;
}
