/** What a search is asked and what it answers, free of GraphQL and of any index. */
import type { FilterField, ParsedQuery } from './query.js';
import type { SettingDrafts } from './settings/setting-drafts.js';

export type SearchMode = 'HYBRID' | 'LEXICAL' | 'SEMANTIC';
export type Fusion = 'WEIGHTED' | 'RRF';
export type VersionMatch = 'EXACT' | 'ALIAS' | 'LATEST' | 'SERIES' | 'NONE';
export type Leg = 'LEXICAL' | 'VECTOR';

/** Names as a caller wrote them: slugs, labels, aliases or `latest`. Absent or empty means unlimited. */
export interface ScopeRequest {
  readonly vendors?: readonly string[];
  readonly products?: readonly string[];
  readonly versions?: readonly string[];
  readonly kinds?: readonly string[];
  /** Slugs or titles of documents. */
  readonly documents?: readonly string[];
  /** BCP 47; `en` covers `en-GB`. */
  readonly languages?: readonly string[];
}

/** The version contract: which version was asked for and which one answers. Never a silent substitute. */
export interface VersionResolution {
  readonly requested: string;
  readonly match: VersionMatch;
  /** Product the name was looked up in; null when the request names none and nothing matched. */
  readonly productId: string | null;
  readonly servedId: string | null;
  /** Other versions of the series that was asked for, newest first; filled when `match` is SERIES. */
  readonly otherIds: readonly string[];
  /** Existing versions nearest to the request, best first; filled when `match` is NONE. */
  readonly nearestIds: readonly string[];
}

export interface UnknownScope {
  readonly kind: 'VENDOR' | 'PRODUCT' | 'KIND' | 'DOCUMENT' | 'LANGUAGE';
  readonly requested: string;
  /** Names that exist and look alike, best first. */
  readonly nearest: readonly string[];
}

export interface ResolvedScope {
  readonly vendorIds: readonly string[];
  readonly productIds: readonly string[];
  readonly versions: readonly VersionResolution[];
  readonly kinds: readonly string[];
  readonly unknown: readonly UnknownScope[];
}

/** Which page of the hits is wanted. */
export interface HitRequest {
  /** 1 to 50. */
  readonly first: number;
  /** Passages that were shown before: neither they nor what stands for them comes again. */
  readonly shown?: readonly number[];
}

export interface HitPage {
  /** Best first; ranks count what was shown before. */
  readonly hits: readonly SearchHit[];
  /** Whether others follow; looked for where it is not known. */
  readonly hasNext: () => Promise<boolean>;
}

export interface SearchRequest {
  readonly query: string;
  readonly scope?: ScopeRequest;
  /** The page of hits that the answer comes with; the first ten if left out. */
  readonly page?: HitRequest;
  readonly mode?: SearchMode;
  readonly fusion?: Fusion;
  /** False: without what curators decided about searches. */
  readonly rules?: boolean;
  /** Rules and synonyms that are tried before they are in force. */
  readonly drafts?: SettingDrafts;
  readonly signal?: AbortSignal;
}

export interface LegExplanation {
  /** 1-based place in the leg's own list. */
  readonly rank: number;
  /** The leg's own score: BM25, or cosine similarity. */
  readonly score: number;
  /** Normalised score that enters the fusion, 0 to 1. */
  readonly normalised: number;
  readonly weight: number;
}

/** That a passage defines what was asked for, and so comes before those that mention it. */
export interface ExactExplanation {
  /** As it stands in the query. */
  readonly name: string;
  /** The passage stands under that heading, or its text defines the name. */
  readonly as: 'HEADING' | 'DEFINITION';
  /** What is added to the fused score. */
  readonly lift: number;
}

/** What else the passage's file says of the query, as far as the keyword leg found it. */
export interface FileEvidence {
  /** Share of that of the file with the most, 0 to 1. */
  readonly evidence: number;
  /** What a whole share counts beside the best that the legs can give. */
  readonly weight: number;
}

/** What one rule does to one question, or why it does not. */
export interface AppliedRule {
  /** Of the rule. */
  readonly id: string;
  readonly name: string;
  readonly effect: 'PIN' | 'HIDE' | 'BOOST' | 'REDIRECT';
  /** A path as in `rule-target.ts`; of a boost also a kind or the slug of a product. */
  readonly target: string;
  /** Of a pin, 1-based. */
  readonly position: number | null;
  /** Of a boost. */
  readonly factor: number | null;
  readonly outcome: 'APPLIED' | 'OVERRULED' | 'NO_TARGET';
  /** Why it did not apply, as a sentence. */
  readonly reason: string | null;
}

/** The document that a rule says to be the answer. */
export interface Redirect {
  /** Where it begins, in the version that answers. */
  readonly chunkId: number;
  readonly applied: AppliedRule;
}

export interface HitExplanation {
  readonly lexical: LegExplanation | null;
  readonly vector: LegExplanation | null;
  /** Null when the passage defines nothing that was asked for. */
  readonly exact: ExactExplanation | null;
  /** Absent where one of the legs took no part or found nothing, or ranks are fused. */
  readonly file?: FileEvidence;
  /** Absent unless it is contents, an index, or a list of changes that is not asked for: what is left of its score. */
  readonly pointing?: { readonly factor: number };
  /** Rules that pin or boost it; absent when none does. */
  readonly rules?: readonly AppliedRule[];
  readonly fusion: Fusion;
}

/** A version that holds the same passage, and the chunk that shows it there. */
export interface OccurrenceRow {
  readonly versionId: string;
  readonly chunkId: number;
}

export interface SearchHit {
  readonly rank: number;
  /**
   * Fused, less what better hits of the same place leave of it. It orders the hits of what the query names and the others
   * apart, the first part before the second; what is pinned stands outside of that order.
   */
  readonly score: number;
  readonly passageId: number;
  /** The passage's best chunk for the scope. */
  readonly chunkId: number;
  readonly alsoIn: readonly OccurrenceRow[];
  /** Other places of the version that shows it, with the same text. */
  readonly alsoAt: readonly OccurrenceRow[];
  /** Versions that say it in other words at the same place. */
  readonly changedIn: readonly OccurrenceRow[];
  readonly explain: HitExplanation;
}

export interface FacetValue {
  /**
   * Of a vendor, a product or a version; the name of a kind; a language. Documents of one slug in several versions are one
   * value, under the id of the newest that was counted.
   */
  readonly id: string;
  /** Passages. */
  readonly count: number;
  /** The search is limited to it, and perhaps to others of its kind. */
  readonly isSelected: boolean;
}

/** What a search could be narrowed to. */
export interface Facets {
  /** Most passages first. Values of a field are counted as if the field limited nothing: what else could be chosen stays. */
  readonly values: Readonly<Partial<Record<FilterField, readonly FacetValue[]>>>;
  /** Of LEXICAL, every passage that matches was counted; of VECTOR, the candidates. */
  readonly countedLegs: readonly Leg[];
  /** False when so many passages match that only a part of them was counted. */
  readonly isExact: boolean;
}

export interface Degradation {
  readonly leg: Leg;
  readonly reason: string;
  readonly since: Date;
}

/** What the words of a query find without its quotes, as an offer: nothing in the scope holds all of its phrases. */
export interface WordsAlone {
  /** Phrases that nothing in the scope holds; empty when each stands somewhere, but not all in one passage. */
  readonly missingPhrases: readonly string[];
  /** The query that finds it. */
  readonly query: string;
  readonly parsed: ParsedQuery;
  /** Looked for when asked for. */
  readonly page: (request: HitRequest) => Promise<HitPage>;
}

/** What the words of a query name: its passages come first, and all others of the scope follow. */
export interface NamedScope {
  readonly productIds: readonly string[];
  /** Versions that stand behind the name of a product, or by themselves. */
  readonly versions: readonly VersionResolution[];
  /** The query with these names as filters, which finds nothing else. */
  readonly strictQuery: string;
}

/** A product that holds a term, and its versions that do, newest first. */
export interface TermPlace {
  readonly productId: string;
  readonly versionIds: readonly string[];
}

/** A name, a phrase or a rare word of the query that nothing in the scope holds. */
export interface MissingTerm {
  /** As it stands in the query. */
  readonly text: string;
  readonly kind: 'IDENTIFIER' | 'PHRASE' | 'WORD';
  /** Where outside the scope it is; empty when the library does not hold it. */
  readonly foundIn: readonly TermPlace[];
}

/** Whether hits are about what was asked. The numbers compare between searches, with the same embedding model. */
export interface Relevance {
  /** UNJUDGED where a number or the threshold is missing. */
  readonly verdict: 'RELEVANT' | 'NOTHING_RELEVANT' | 'UNJUDGED';
  /** Best cosine similarity of what nobody hid; null when meaning was not searched. */
  readonly cosine: number | null;
  /** Share of the query, by weight, that one of the first five passages holds; null for a query without words that say something. */
  readonly coverage: number | null;
  /** What is compared with the threshold. */
  readonly score: number | null;
  /** Null when nobody measured the model. */
  readonly threshold: number | null;
}

export interface SearchAnswer {
  readonly query: ParsedQuery;
  readonly mode: SearchMode;
  readonly scope: ResolvedScope;
  /** Null when the words name nothing, or nothing that the scope is not limited to anyway. */
  readonly namedScope: NamedScope | null;
  /** Those of the page that was asked for. */
  readonly hits: readonly SearchHit[];
  /** Any page of the same search. */
  readonly page: (request: HitRequest) => Promise<HitPage>;
  readonly relevance: Relevance;
  /** What curators' rules say of the question, also what came to nothing; those that win first. */
  readonly appliedRules: readonly AppliedRule[];
  readonly redirect: Redirect | null;
  /** Counted when asked for, and no other fields than those. */
  readonly facets: (fields: readonly FilterField[]) => Promise<Facets>;
  /** The query with mistyped words corrected, looked for when asked for; null when there is nothing to correct. */
  readonly didYouMean: () => Promise<string | null>;
  /** Looked for when asked for; null unless phrases left nothing to show. */
  readonly wordsAlone: () => Promise<WordsAlone | null>;
  /** Looked for when asked for. */
  readonly missingTerms: () => Promise<readonly MissingTerm[]>;
  readonly degraded: readonly Degradation[];
  readonly tookMs: number;
}

/** Hybrid search over the library. */
export interface LibrarySearch {
  /** @throws BadInputError when the query is empty or too long, or the page is out of bounds. */
  search(request: SearchRequest): Promise<SearchAnswer>;
  resolveScope(scope: ScopeRequest): Promise<ResolvedScope>;
}
