/** What the search box asks. */
import type { ResultOf } from 'gql.tada';
import { graphql } from './client.js';

export const searchDocument = graphql(`
  query SearchBox($query: String!, $scope: ScopeInput!) {
    search(query: $query, scope: $scope, first: 10) {
      didYouMean
      relevance {
        verdict
      }
      hits {
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
      facets {
        products {
          count
          product {
            slug
            name
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

export const versionsDocument = graphql(`
  query SearchBoxVersions($product: String!) {
    product(slug: $product) {
      versions(first: 100) {
        nodes {
          slug
          label
          isLatest
        }
      }
    }
  }
`);

export type Search = ResultOf<typeof searchDocument>['search'];
export type Kind = Search['facets']['kinds'][number]['kind'];
export type Version = NonNullable<ResultOf<typeof versionsDocument>['product']>['versions']['nodes'][number];
