/** The search page. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { alsoAt, alsoIn, chunkSummary } from './names.js';
import { frame } from './frame.js';

export const searchPageOperation = operation(
  graphql(
    `
      query SearchPage($query: String!, $scope: ScopeInput!, $first: Int!, $after: String) {
        ...Frame
        search(query: $query, scope: $scope) {
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
          hits(first: $first, after: $after) {
            pageInfo {
              hasNextPage
              endCursor
            }
            edges {
              cursor
              node {
                rank
                openToken
                highlights(first: 1, maxLength: 320) {
                  pieces {
                    text
                    isMatch
                  }
                }
                alsoAt(first: 4) {
                  totalCount
                  nodes {
                    ...AlsoAt
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
    `,
    [frame, chunkSummary, alsoAt, alsoIn],
  ),
);

export type SearchData = AnswerOf<typeof searchPageOperation>;
export type Hit = SearchData['search']['hits']['edges'][number]['node'];
export type Highlight = Hit['highlights'][number];
