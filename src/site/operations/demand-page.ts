/** The page that shows what is searched for. */
import type { Operation } from '../../executor.js';

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
  /** A text where the answer came from another process. */
  readonly answeredSince: Date | string | null;
  readonly verdict: string;
  readonly searches: number;
  readonly opened: number;
  readonly questions: { readonly totalCount: number; readonly nodes: readonly QuestionData[] };
}

/** A part of the library that searches asked for in vain. */
export interface GapData {
  /** Empty for the whole library. */
  readonly product: string;
  readonly version: string;
  readonly kind: string | null;
  readonly state: string | null;
  readonly reasons: readonly string[];
  readonly searches: number;
  readonly questions: readonly string[];
}

export interface AbsentNameData {
  readonly name: string;
  readonly product: string;
  readonly searches: number;
  readonly nearest: readonly string[];
  readonly clients: readonly string[];
}

export interface DemandData {
  readonly demand: Readonly<Record<'byVerdict' | 'byProduct' | 'byClient' | 'byDay', readonly TotalData[]>> & {
    readonly gaps: { readonly nodes: readonly GapData[] };
    readonly versions: { readonly nodes: readonly AbsentNameData[] };
    readonly products: { readonly nodes: readonly AbsentNameData[] };
    readonly identifiers: { readonly nodes: readonly AbsentNameData[] };
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

export const demandPageOperation: Operation = {
  name: 'DemandPage',
  source: /* GraphQL */ `
    query DemandPage(
      $days: Int!
      $product: String
      $version: String
      $client: String
      $verdicts: [QuestionVerdict!]
      $first: Int!
      $after: String
    ) {
      demand(days: $days, product: $product, version: $version, client: $client) {
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
        gaps(first: 30) {
          nodes {
            product
            version
            kind
            state
            reasons
            searches
            questions
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
        groups(verdicts: $verdicts, first: $first, after: $after) {
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
            questions(first: 50) {
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

    fragment Absent on AbsentName {
      name
      product
      searches
      nearest
      clients
    }

    fragment Total on DemandTotal {
      key
      searches
      opened
    }
  `,
};
