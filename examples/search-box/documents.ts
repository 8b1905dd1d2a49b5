/** What the search box asks. */
import type { ResultOf } from 'gql.tada';
import { graphql } from './client.js';

export const searchDocument = graphql(`
  query SearchBox($query: String!, $scope: ScopeInput!, $after: String) {
    search(query: $query, scope: $scope) {
      didYouMean
      relevance {
        verdict
      }
      hits(first: 10, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          highlights(first: 1, maxLength: 240) {
            pieces {
              text
              isMatch
            }
          }
          alsoIn(first: 10) {
            nodes {
              version {
                label
              }
            }
          }
          chunk {
            key
            permalink
            headingPath
            pageLabel
            document {
              title
            }
            version {
              label
            }
            product {
              name
            }
          }
        }
      }
      facets {
        products {
          count
          product {
            slug
            name
          }
        }
        versions {
          count
          version {
            slug
            label
            isLatest
            product {
              slug
            }
          }
        }
        kinds {
          count
          kind
        }
      }
      scope {
        versions {
          requested
          match
          served {
            label
          }
          nearest {
            label
          }
        }
      }
      degraded {
        reason
      }
    }
  }
`);

export type Search = ResultOf<typeof searchDocument>['search'];
export type Kind = Search['facets']['kinds'][number]['kind'];
