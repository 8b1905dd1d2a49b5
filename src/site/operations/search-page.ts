/** The search page. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { chunkSummary, alsoIn } from './names.js';
import { frame } from './frame.js';

export const searchPageOperation = operation(
  graphql(
    `
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
    `,
    [frame, chunkSummary, alsoIn],
  ),
);

export type SearchData = AnswerOf<typeof searchPageOperation>;
export type Highlight = SearchData['search']['hits'][number]['highlights'][number];
