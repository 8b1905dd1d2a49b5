/** The search page. */
import type { Operation } from '../../executor.js';
import { chunkSummary, alsoIn, type Named, type VersionName, type ChunkSummary, type Occurrence } from './names.js';
import { frame, type FrameData } from './frame.js';

export interface Highlight {
  readonly pieces: readonly { readonly text: string; readonly isMatch: boolean }[];
}

export interface SearchData extends FrameData {
  readonly search: {
    readonly didYouMean: string | null;
    readonly relevance: { readonly verdict: 'RELEVANT' | 'NOTHING_RELEVANT' | 'UNJUDGED' };
    readonly parsed: {
      readonly phrases: readonly string[];
      readonly excluded: readonly string[];
      readonly filters: readonly { readonly field: string; readonly value: string }[];
      readonly plainOperators: readonly string[];
      readonly synonyms: readonly { readonly term: string; readonly alternatives: readonly string[] }[];
    };
    readonly redirect: {
      readonly chunk: {
        readonly permalink: string;
        readonly document: { readonly title: string };
        readonly version: { readonly label: string };
      };
    } | null;
    readonly wordsAlone: { readonly query: string; readonly missingPhrases: readonly string[] } | null;
    readonly namedScope: {
      readonly strictQuery: string;
      readonly products: readonly Named[];
      readonly versions: readonly {
        readonly requested: string;
        readonly match: string;
        readonly product: Named | null;
        readonly served: VersionName | null;
      }[];
    } | null;
    readonly missingTerms: readonly {
      readonly text: string;
      readonly foundIn: readonly { readonly product: Named; readonly versions: readonly VersionName[] }[];
    }[];
    readonly hits: readonly {
      readonly openToken: string | null;
      readonly highlights: readonly Highlight[];
      readonly alsoIn: { readonly nodes: readonly Occurrence[] };
      readonly changedIn: { readonly nodes: readonly Occurrence[] };
      readonly chunk: ChunkSummary & {
        readonly document: { readonly title: string; readonly permalink: string };
        readonly version: VersionName;
        readonly product: Named;
        readonly vendor: Named;
      };
    }[];
    readonly scope: {
      readonly versions: readonly {
        readonly requested: string;
        readonly match: 'EXACT' | 'ALIAS' | 'LATEST' | 'SERIES' | 'NONE';
        readonly product: Named | null;
        readonly served: VersionName | null;
        readonly others: { readonly nodes: readonly (VersionName & { readonly product: Named })[] };
        readonly nearest: readonly (VersionName & { readonly product: Named })[];
      }[];
      readonly unknown: readonly {
        readonly kind: string;
        readonly requested: string;
        readonly nearest: readonly string[];
      }[];
    };
    readonly degraded: readonly { readonly leg: 'LEXICAL' | 'VECTOR'; readonly reason: string }[];
  };
}

export const searchPageOperation: Operation = {
  name: 'SearchPage',
  source: /* GraphQL */ `
    query SearchPage($query: String!, $scope: ScopeInput!, $first: Int!) {
      ...Frame
      search(query: $query, scope: $scope, first: $first) {
        didYouMean
        relevance {
          verdict
        }
        parsed {
          phrases
          excluded
          filters {
            field
            value
          }
          plainOperators
          synonyms {
            term
            alternatives
          }
        }
        redirect {
          chunk {
            permalink
            document {
              title
            }
            version {
              label
            }
          }
        }
        wordsAlone {
          query
          missingPhrases
        }
        namedScope {
          strictQuery
          products {
            slug
            name
          }
          versions {
            requested
            match
            product {
              slug
              name
            }
            served {
              slug
              label
            }
          }
        }
        missingTerms {
          text
          foundIn {
            product {
              slug
              name
            }
            versions {
              slug
              label
            }
          }
        }
        hits {
          openToken
          highlights(first: 1, maxLength: 320) {
            pieces {
              text
              isMatch
            }
          }
          alsoIn(first: 30) {
            nodes {
              ...AlsoIn
            }
          }
          changedIn(first: 30) {
            nodes {
              ...AlsoIn
            }
          }
          chunk {
            ...ChunkSummary
            document {
              title
              permalink
            }
            version {
              slug
              label
            }
            product {
              slug
              name
            }
            vendor {
              slug
              name
            }
          }
        }
        scope {
          versions {
            requested
            match
            product {
              slug
              name
            }
            served {
              slug
              label
            }
            others(first: 50) {
              nodes {
                slug
                label
                product {
                  slug
                  name
                }
              }
            }
            nearest {
              slug
              label
              product {
                slug
                name
              }
            }
          }
          unknown {
            kind
            requested
            nearest
          }
        }
        degraded {
          leg
          reason
        }
      }
    }
    ${frame}
    ${chunkSummary}
    ${alsoIn}
  `,
};
