/** What `list_library` asks. */
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

export const listLibraryOperation = operation(
  graphql(`
    query ListLibrary(
      $vendor: String!
      $product: String!
      $listVendors: Boolean!
      $listProducts: Boolean!
      $listVersions: Boolean!
      $first: Int!
      $after: String
    ) {
      library {
        vendors
        products
        versions
        documents
        chunks
      }
      vendors(first: $first, after: $after) @include(if: $listVendors) {
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
        nodes {
          slug
          name
          aliases
          products(first: 5) {
            totalCount
            nodes {
              slug
            }
          }
        }
      }
      vendor(slug: $vendor) @include(if: $listProducts) {
        slug
        name
        products(first: $first, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          totalCount
          nodes {
            slug
            name
            aliases
            latestVersion {
              label
            }
            versions(first: 5) {
              totalCount
              nodes {
                label
              }
            }
          }
        }
      }
      product(slug: $product) @include(if: $listVersions) {
        slug
        name
        vendor {
          slug
          name
        }
        versions(first: $first, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          totalCount
          nodes {
            label
            slug
            aliases
            isLatest
            preview
            releasedOn
            endOfLife
            documentCount
            chunkCount
          }
        }
      }
    }
  `),
);

export type ListingData = AnswerOf<typeof listLibraryOperation>;
