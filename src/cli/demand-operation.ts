/** The GraphQL documents behind `mcdewey demand`. */
import type { Operation } from '../executor.js';

export interface TotalData {
  readonly key: string;
  readonly searches: number;
  readonly opened: number;
}

export interface QuestionData {
  readonly query: string;
  readonly searches: number;
  readonly opened: number;
  /** A text where the answer came from another process. */
  readonly firstAsked: Date | string;
  readonly lastAsked: Date | string;
  readonly clients: readonly string[];
  readonly products: readonly string[];
  readonly versions: readonly string[];
  readonly verdict: string;
  readonly state: string;
  readonly note: string | null;
}

export interface GroupData {
  readonly verdict: string;
  readonly searches: number;
  readonly opened: number;
  readonly questions: readonly QuestionData[];
}

export interface DemandData {
  readonly demand: Readonly<Record<'byVerdict' | 'byProduct' | 'byClient' | 'byDay', readonly TotalData[]>> & {
    readonly searches: number;
    readonly opened: number;
    readonly dropped: number;
    readonly groups: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly GroupData[];
    };
  };
}

export const demandOperation: Operation = {
  name: 'CommandLineDemand',
  source: /* GraphQL */ `
    query CommandLineDemand(
      $days: Int!
      $product: String
      $client: String
      $verdicts: [QuestionVerdict!]
      $first: Int!
      $after: String
    ) {
      demand(days: $days, product: $product, client: $client) {
        searches
        opened
        dropped
        byVerdict: totals(by: VERDICT) {
          ...Total
        }
        byProduct: totals(by: PRODUCT) {
          ...Total
        }
        byClient: totals(by: CLIENT) {
          ...Total
        }
        byDay: totals(by: DAY) {
          ...Total
        }
        groups(verdicts: $verdicts, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            verdict
            searches
            opened
            questions {
              query
              searches
              opened
              firstAsked
              lastAsked
              clients
              products
              versions
              verdict
              state
              note
            }
          }
        }
      }
    }

    fragment Total on DemandTotal {
      key
      searches
      opened
    }
  `,
};

export const eraseOperation: Operation = {
  name: 'EraseSearches',
  source: /* GraphQL */ `
    mutation EraseSearches($containing: String!) {
      eraseSearches(input: { containing: $containing }) {
        erased
      }
    }
  `,
};
