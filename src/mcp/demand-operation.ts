/** The GraphQL document behind the tool that tells what is searched for. */
import type { Operation } from '../executor.js';

interface PageData<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
}

export interface GroupData {
  readonly verdict: string;
  readonly state: string;
  readonly searches: number;
  readonly opened: number;
  readonly questions: readonly {
    readonly query: string;
    readonly products: readonly string[];
    readonly versions: readonly string[];
  }[];
}

export interface GapData {
  readonly product: string;
  readonly version: string;
  readonly kind: string | null;
  readonly state: string | null;
  readonly searches: number;
  readonly questions: readonly string[];
}

export interface AbsentData {
  readonly name: string;
  readonly product: string;
  readonly searches: number;
  readonly nearest: readonly string[];
}

export interface DemandData {
  readonly demand: {
    readonly searches: number;
    readonly opened: number;
    readonly totals: readonly { readonly key: string; readonly searches: number }[];
    readonly groups?: PageData<GroupData>;
    readonly gaps?: PageData<GapData>;
    readonly versions?: readonly AbsentData[];
    readonly products?: readonly AbsentData[];
    readonly identifiers?: readonly AbsentData[];
  };
}

export const searchDemandOperation: Operation = {
  name: 'McpSearchDemand',
  source: /* GraphQL */ `
    query McpSearchDemand(
      $days: Int!
      $product: String
      $verdicts: [QuestionVerdict!]
      $states: [QuestionState!]
      $first: Int!
      $after: String
      $withQuestions: Boolean!
      $withGaps: Boolean!
      $withNames: Boolean!
    ) {
      demand(days: $days, product: $product) {
        searches
        opened
        totals(by: VERDICT) {
          key
          searches
        }
        groups(verdicts: $verdicts, states: $states, first: $first, after: $after) @include(if: $withQuestions) {
          totalCount
          edges {
            cursor
            node {
              verdict
              state
              searches
              opened
              questions {
                query
                products
                versions
              }
            }
          }
        }
        gaps(first: $first, after: $after) @include(if: $withGaps) {
          totalCount
          edges {
            cursor
            node {
              product
              version
              kind
              state
              searches
              questions
            }
          }
        }
        versions: absentNames(kind: VERSION) @include(if: $withNames) {
          ...Absent
        }
        products: absentNames(kind: PRODUCT) @include(if: $withNames) {
          ...Absent
        }
        identifiers: absentNames(kind: IDENTIFIER) @include(if: $withNames) {
          ...Absent
        }
      }
    }

    fragment Absent on AbsentName {
      name
      product
      searches
      nearest
    }
  `,
};
