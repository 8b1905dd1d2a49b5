/** Parts of the lists that edit screens are opened from, as the paths of their rows. */
import { graphql } from '../api/graphql.js';

export const documentWalkQuery = graphql(`
  query DocumentWalk($filter: DocumentFilterInput!, $orderBy: DocumentOrder!, $first: Int!, $offset: Int!) {
    list: documents(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        slug
        version {
          slug
          product {
            slug
          }
        }
      }
    }
  }
`);

export const versionWalkQuery = graphql(`
  query VersionWalk($filter: VersionFilterInput!, $orderBy: VersionOrder!, $first: Int!, $offset: Int!) {
    list: versions(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        slug
        product {
          slug
        }
      }
    }
  }
`);

export const productWalkQuery = graphql(`
  query ProductWalk($filter: ProductFilterInput!, $orderBy: ProductOrder!, $first: Int!, $offset: Int!) {
    list: products(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        slug
      }
    }
  }
`);

export const vendorWalkQuery = graphql(`
  query VendorWalk($filter: VendorFilterInput!, $orderBy: VendorOrder!, $first: Int!, $offset: Int!) {
    list: vendors(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        slug
      }
    }
  }
`);
