/** API types of searches: scope in, hits out. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AppliedRule, FileEvidence, UnknownScope } from '../search/request.js';
import { AppliedRuleType } from './applied-rule.js';
import { ChunkType } from './chunk.js';
import { createConnectionType } from './connection.js';
import { DefinedAs, DocumentKind, Fusion, SearchLeg, SearchMode, VersionMatch, type Enumeration } from './enums.js';
import { ProductType } from './product.js';
import { Restricted } from './restricted.js';
import { VendorType } from './vendor.js';
import { VersionType } from './version.js';

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

@ObjectType('LegExplanation', { description: 'Rank and score of a hit in one leg.', simpleResolvers: true })
export class LegExplanationType {
  @Field(() => Int, { description: "Place in the leg's own list, 1-based." })
  rank!: number;

  @Field(() => Float, { description: "The leg's own score: BM25, or cosine similarity." })
  score!: number;

  @Field(() => Float, { description: 'Normalised score that enters the fusion, 0 to 1.' })
  normalised!: number;

  @Field(() => Float, { description: 'Weight of the leg.' })
  weight!: number;
}

@ObjectType('ExactExplanation', {
  description: 'That a passage defines what was asked for, and so comes before those that mention it.',
  simpleResolvers: true,
})
export class ExactExplanationType {
  @Field(() => String, { description: 'What it defines, as it stands in the query.' })
  name!: string;

  @Field(() => DefinedAs, { description: 'How it defines it.' })
  as!: keyof typeof DefinedAs;

  @Field(() => Float, {
    description: 'What is added to the fused score, as a share of the best that the legs can give.',
  })
  lift!: number;
}

@ObjectType('FileEvidence', {
  description:
    "What else the passage's file (of a paginated one: chapter) says of the query, as far as its words were found.",
  simpleResolvers: true,
})
export class FileEvidenceType implements FileEvidence {
  @Field(() => Float, { description: 'Share of that of the file with the most, 0 to 1.' })
  evidence!: number;

  @Field(() => Float, { description: 'What a whole share counts beside the best that the legs can give.' })
  weight!: number;
}

@ObjectType('HitExplanation', { description: 'Why a hit has its rank.', simpleResolvers: true })
export class HitExplanationType {
  @Field(() => LegExplanationType, { nullable: true, description: 'Keyword leg; null if it did not find the passage.' })
  lexical!: LegExplanationType | null;

  @Field(() => LegExplanationType, { nullable: true, description: 'Vector leg; null if it did not find the passage.' })
  vector!: LegExplanationType | null;

  @Field(() => ExactExplanationType, {
    nullable: true,
    description: 'Null if the passage defines nothing that was asked for.',
  })
  exact!: ExactExplanationType | null;

  @Field(() => FileEvidenceType, {
    nullable: true,
    description: 'Null if one of the legs took no part or found nothing, or ranks were fused.',
  })
  file?: FileEvidence;

  @Field(() => Fusion, { description: 'How the results of the two legs were merged.' })
  fusion!: keyof typeof Fusion;
}

@ObjectType('HighlightPiece', { description: 'A part of a fragment.', simpleResolvers: true })
export class HighlightPieceType {
  @Field(() => String, { description: 'Plain text, never markup.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether it is a word, a phrase or a name of the query, inflections included.' })
  isMatch!: boolean;
}

@ObjectType('Highlight', {
  description: 'A fragment of a text, taken apart where words of the query begin and end.',
  simpleResolvers: true,
})
export class HighlightType {
  @Field(() => [HighlightPieceType], {
    description: 'The fragment from left to right. Joined they are its text, with `…` where the passage goes on.',
  })
  pieces!: readonly HighlightPieceType[];
}

@ObjectType('Hit', {
  description: 'A passage that answers a query, shown as its best chunk for the scope.',
  simpleResolvers: true,
})
export class HitType {
  @Field(() => Int, { description: 'Place in the result, 1-based.' })
  rank!: number;

  @Field(() => Float, {
    description:
      'Fused score, less what better hits of the same file (of a paginated one: chapter) leave of it; compare it within one result only. Where the words name products or versions, hits of those come first whatever they score, and what a rule pins has the score that it was found with, or 0.',
  })
  score!: number;
}

@ObjectType('Occurrence', { description: 'A version that holds the same passage, and where.', simpleResolvers: true })
export class OccurrenceType {
  @Field(() => VersionType, { description: 'The version.' })
  version!: object;

  @Field(() => ChunkType, { description: 'The chunk that shows the passage there.' })
  chunk!: object;
}

export const OccurrenceConnection = createConnectionType('Occurrence', () => OccurrenceType);

@ObjectType('VendorFacet', { description: 'Candidates of one vendor.', simpleResolvers: true })
export class VendorFacetType {
  @Field(() => VendorType, { description: 'The vendor.' })
  vendor!: object;

  @Field(() => Int, { description: 'Passages.' })
  count!: number;
}

@ObjectType('ProductFacet', { description: 'Candidates of one product.', simpleResolvers: true })
export class ProductFacetType {
  @Field(() => ProductType, { description: 'The product.' })
  product!: object;

  @Field(() => Int, { description: 'Passages.' })
  count!: number;
}

@ObjectType('VersionFacet', { description: 'Candidates of one version.', simpleResolvers: true })
export class VersionFacetType {
  @Field(() => VersionType, { description: 'The version.' })
  version!: object;

  @Field(() => Int, { description: 'Passages.' })
  count!: number;
}

@ObjectType('KindFacet', { description: 'Candidates of one kind of document.', simpleResolvers: true })
export class KindFacetType {
  @Field(() => DocumentKind, { description: 'The kind.' })
  kind!: keyof typeof DocumentKind;

  @Field(() => Int, { description: 'Passages.' })
  count!: number;
}

@ObjectType('SearchFacets', {
  description:
    'What the search could be narrowed to, most passages first. Counted are the candidates, the best that each leg found in the scope (100 at most); a passage that several versions hold counts in each.',
  simpleResolvers: true,
})
export class SearchFacetsType {}

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
