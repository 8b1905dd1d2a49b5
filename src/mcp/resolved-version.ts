/** What became of a version that was asked for. */
import { graphql } from '../typed-operation.js';

export const resolvedVersion = graphql(`
  fragment ResolvedVersion on VersionResolution {
    requested
    match
    product {
      slug
    }
    served {
      label
    }
    others(first: 50) {
      nodes {
        label
      }
    }
    nearest {
      label
      product {
        slug
      }
    }
  }
`);
