/** What the workbench asks: one question, three lists. */
import { graphql, type ResultOf } from '../../api/graphql.js';

const hits = graphql(`
  fragment WorkbenchHits on HitConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      rank
      score
      explain {
        lexical {
          rank
        }
        vector {
          rank
        }
        exact {
          name
        }
        pointing {
          factor
        }
        rules {
          id
          name
          effect
        }
      }
      chunk {
        key
        headingPath
        permalink
        section {
          anchor
        }
        document {
          slug
          title
        }
        version {
          label
        }
        product {
          slug
        }
      }
    }
  }
`);

export const workbenchQuery = graphql(
  `
    query Workbench(
      $query: String!
      $scope: ScopeInput!
      $afterByWords: String
      $afterByMeaning: String
      $afterTogether: String
    ) {
      lexical: search(query: $query, scope: $scope, mode: LEXICAL, log: false) {
        hits(after: $afterByWords) {
          ...WorkbenchHits
        }
      }
      vector: search(query: $query, scope: $scope, mode: SEMANTIC, log: false) {
        hits(after: $afterByMeaning) {
          ...WorkbenchHits
        }
      }
      fused: search(query: $query, scope: $scope, log: false) {
        hits(after: $afterTogether) {
          ...WorkbenchHits
        }
        parsed {
          scopeWords
          synonyms {
            id
            term
            alternatives
          }
        }
        appliedRules {
          id
          name
          effect
          target
          outcome
          reason
        }
      }
    }
  `,
  [hits],
);

export type Workbench = ResultOf<typeof workbenchQuery>;
export type Hits = Workbench['fused']['hits'];
export type Hit = Hits['nodes'][number];
