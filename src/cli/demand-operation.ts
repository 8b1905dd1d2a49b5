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
  readonly state: string;
  readonly answeredSince: Date | string | null;
  readonly verdict: string;
  readonly searches: number;
  readonly opened: number;
  readonly questions: { readonly totalCount: number; readonly nodes: readonly QuestionData[] };
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
      $version: String
      $verdicts: [QuestionVerdict!]
      $states: [QuestionState!]
      $first: Int!
      $after: String
    ) {
      demand(days: $days, product: $product, client: $client, version: $version) {
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
        groups(verdicts: $verdicts, states: $states, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            verdict
            state
            answeredSince
            searches
            opened
            questions(first: 100) {
              totalCount
              nodes {
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
    }

    fragment Total on DemandTotal {
      key
      searches
      opened
    }
  `,
};

export const demandFileOperation: Operation = {
  name: 'DemandFile',
  source: /* GraphQL */ `
    query DemandFile(
      $days: Int!
      $product: String
      $client: String
      $version: String
      $verdicts: [QuestionVerdict!]
      $states: [QuestionState!]
    ) {
      demand(days: $days, product: $product, client: $client, version: $version) {
        file(format: CSV, verdicts: $verdicts, states: $states)
      }
    }
  `,
};

export interface AbsentNameData {
  readonly name: string;
  readonly product: string;
  readonly searches: number;
  readonly clients: readonly string[];
  readonly nearest: readonly string[];
}

export interface MissingData {
  readonly demand: Readonly<
    Record<'versions' | 'products' | 'identifiers', { readonly nodes: readonly AbsentNameData[] }>
  > & {
    readonly gaps: {
      readonly nodes: readonly {
        readonly product: string;
        readonly version: string;
        readonly kind: string | null;
        readonly state: string | null;
        readonly searches: number;
        readonly questions: readonly string[];
      }[];
    };
  };
}

export const missingOperation: Operation = {
  name: 'DemandMissing',
  source: /* GraphQL */ `
    query DemandMissing($days: Int!, $product: String, $client: String, $version: String) {
      demand(days: $days, product: $product, client: $client, version: $version) {
        gaps(first: 50) {
          nodes {
            product
            version
            kind
            state
            reasons
            searches
            questions
            score
          }
        }
        versions: absentNames(kind: VERSION, first: 50) {
          nodes {
            ...Absent
          }
        }
        products: absentNames(kind: PRODUCT, first: 50) {
          nodes {
            ...Absent
          }
        }
        identifiers: absentNames(kind: IDENTIFIER, first: 50) {
          nodes {
            ...Absent
          }
        }
      }
    }

    fragment Absent on AbsentName {
      name
      product
      searches
      clients
      nearest
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
