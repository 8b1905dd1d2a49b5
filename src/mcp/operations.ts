/** The GraphQL documents behind the tools: one named operation each. */
import { graphql, operation, type AnswerOf, type DataOf } from '../typed-operation.js';
import { resolvedVersion } from './resolved-version.js';

const citedChunk = graphql(`
  fragment CitedChunk on Chunk {
    key
    source
    page
    pageLabel
    lastPage
    lastPageLabel
    headingPath
    flags
    text
    permalink
    document {
      title
    }
    version {
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
`);

/** Another place with the same passage in its version; four are named, further ones are counted. */
const otherPlace = graphql(`
  fragment OtherPlace on Occurrence {
    chunk {
      key
      document {
        title
      }
    }
  }
`);

/** Another version with the same passage; eight are named, further ones are counted. */
const elsewhere = graphql(`
  fragment Elsewhere on Occurrence {
    version {
      label
    }
    chunk {
      key
    }
  }
`);

export const searchDocsOperation = operation(
  graphql(
    `
      query SearchDocs(
        $query: String!
        $scope: ScopeInput
        $first: Int!
        $after: String
        $mode: SearchMode!
        $rules: Boolean!
      ) {
        search(query: $query, scope: $scope, mode: $mode, rules: $rules) {
          mode
          parsed {
            filters {
              field
              value
            }
            phrases
            excluded
            plainOperators
            synonyms {
              term
              alternatives
            }
          }
          redirect {
            chunk {
              key
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
            }
            versions {
              ...ResolvedVersion
            }
          }
          relevance {
            verdict
            cosine
            coverage
            threshold
          }
          missingTerms {
            text
            foundIn {
              product {
                slug
              }
              versions {
                label
              }
            }
          }
          scope {
            versions {
              ...ResolvedVersion
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
          hits(first: $first, after: $after) {
            pageInfo {
              hasNextPage
            }
            edges {
              cursor
              node {
                rank
                chunk {
                  ...CitedChunk
                }
                alsoAt(first: 4) {
                  totalCount
                  nodes {
                    ...OtherPlace
                  }
                }
                alsoIn(first: 8) {
                  totalCount
                  nodes {
                    ...Elsewhere
                  }
                }
                changedIn(first: 8) {
                  nodes {
                    ...Elsewhere
                  }
                }
              }
            }
          }
        }
      }
    `,
    [citedChunk, elsewhere, otherPlace, resolvedVersion],
  ),
);

export const readChunkOperation = operation(
  graphql(
    `
      query ReadChunk($key: String!, $before: Int!, $after: Int!) {
        chunk(key: $key) {
          ...CitedChunk
          alsoAt(first: 4) {
            totalCount
            nodes {
              ...OtherPlace
            }
          }
          alsoIn(first: 8) {
            totalCount
            nodes {
              ...Elsewhere
            }
          }
          neighbours(before: $before, after: $after) {
            before {
              ...CitedChunk
            }
            after {
              ...CitedChunk
            }
          }
        }
      }
    `,
    [citedChunk, elsewhere, otherPlace],
  ),
);

/** Asks which existing names look like unknown ones; only run when a lookup found nothing. */
export const nearestNamesOperation = operation(
  graphql(`
    query NearestNames($query: String!, $scope: ScopeInput!) {
      search(query: $query, scope: $scope, mode: LEXICAL) {
        scope {
          unknown {
            kind
            requested
            nearest
          }
        }
      }
    }
  `),
);

export type ChunkData = DataOf<typeof citedChunk>;
export type OccurrenceData = DataOf<typeof elsewhere>;
export type PlaceData = DataOf<typeof otherPlace>;
export type VersionResolutionData = DataOf<typeof resolvedVersion>;
export type SearchData = AnswerOf<typeof searchDocsOperation>['search'];
export type UnknownScopeData = SearchData['scope']['unknown'][number];
export type ReadChunkData = NonNullable<AnswerOf<typeof readChunkOperation>['chunk']>;
