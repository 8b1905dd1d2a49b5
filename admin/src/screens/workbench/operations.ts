/** What the workbench asks: one question, three lists. */
import { graphql, type ResultOf } from '../../api/graphql.js';

const hits = graphql(`
  fragment WorkbenchHits on SearchResult {
    hits {
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
    query Workbench($query: String!, $scope: ScopeInput!) {
      lexical: search(query: $query, scope: $scope, mode: LEXICAL, log: false) {
        ...WorkbenchHits
      }
      vector: search(query: $query, scope: $scope, mode: SEMANTIC, log: false) {
        ...WorkbenchHits
      }
      fused: search(query: $query, scope: $scope, log: false) {
        ...WorkbenchHits
        parsed {
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
export type Hit = Workbench['fused']['hits'][number];
