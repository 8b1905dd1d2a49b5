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
      query SearchDocs($query: String!, $scope: ScopeInput, $first: Int!, $mode: SearchMode!, $rules: Boolean!) {
        search(query: $query, scope: $scope, first: $first, mode: $mode, rules: $rules) {
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
          hits {
            chunk {
              ...CitedChunk
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
    `,
    [citedChunk, elsewhere, resolvedVersion],
  ),
);

export const readChunkOperation = operation(
  graphql(
    `
      query ReadChunk($key: String!, $before: Int!, $after: Int!) {
        chunk(key: $key) {
          ...CitedChunk
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
    [citedChunk, elsewhere],
  ),
);

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

/** Asks which existing names look like unknown ones; only run when a lookup found nothing. */
export const nearestNamesOperation = operation(
  graphql(`
    query NearestNames($query: String!, $scope: ScopeInput!) {
      search(query: $query, scope: $scope, first: 1, mode: LEXICAL) {
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
export type VersionResolutionData = DataOf<typeof resolvedVersion>;
export type SearchData = AnswerOf<typeof searchDocsOperation>['search'];
export type UnknownScopeData = SearchData['scope']['unknown'][number];
export type ListingData = AnswerOf<typeof listLibraryOperation>;
export type ReadChunkData = NonNullable<AnswerOf<typeof readChunkOperation>['chunk']>;
