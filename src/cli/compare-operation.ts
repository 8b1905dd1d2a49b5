/** The GraphQL document behind `mcdewey compare`. */
import type { Operation } from '../executor.js';

interface Chunk {
  readonly key: string;
  readonly permalink: string;
  readonly pageLabel: string | null;
}

interface Side {
  readonly headingPath: readonly string[];
  readonly document: { readonly title: string };
  readonly chunk: Chunk | null;
}

export interface RowData {
  readonly kind: string;
  readonly side: 'SAME' | 'CHANGED' | 'FROM' | 'TO';
  readonly skipped: number;
  readonly pieces: readonly { readonly text: string; readonly side: 'SAME' | 'FROM' | 'TO' }[];
}

export interface SectionData {
  readonly change: string;
  readonly textChanged: boolean;
  readonly similarity: number;
  readonly from: Side | null;
  readonly to: Side | null;
  readonly diff: { readonly rows: readonly RowData[] };
}

interface NameSide {
  readonly name: string;
  readonly documentedDefault: string | null;
  readonly chunk: Chunk;
}

export interface NameData {
  readonly change: string;
  readonly kind: string;
  readonly of: string | null;
  readonly from: NameSide | null;
  readonly to: NameSide | null;
}

interface Paged<Node> {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

interface Version {
  readonly requested: string;
  readonly match: string;
  readonly served: { readonly label: string } | null;
  readonly nearest: readonly { readonly label: string }[];
}

export interface CompareData {
  readonly compareVersions: {
    readonly product: { readonly name: string };
    readonly from: Version;
    readonly to: Version;
    readonly counts: Readonly<Record<string, number>> | null;
    readonly sections?: Paged<SectionData>;
    readonly names: Paged<NameData>;
  };
}

const version = 'requested match served { label } nearest { label }';
const chunk = 'chunk { key permalink pageLabel }';

export const compareOperation: Operation = {
  name: 'CommandLineCompare',
  source: /* GraphQL */ `
    query CommandLineCompare(
      $product: String!
      $from: String!
      $to: String!
      $document: String
      $section: String
      $topic: String
      $change: [SectionChange!]
      $first: Int!
      $afterSections: String
      $afterNames: String
      $withSections: Boolean!
    ) {
      compareVersions(product: $product, from: $from, to: $to, document: $document, section: $section, topic: $topic) {
        product { name }
        from { ${version} }
        to { ${version} }
        counts { same numbersOnly changed moved renamed added removed }
        sections(change: $change, first: $first, after: $afterSections) @include(if: $withSections) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            change
            textChanged
            similarity
            from { headingPath document { title } ${chunk} }
            to { headingPath document { title } ${chunk} }
            diff(context: 2) { rows { kind side skipped pieces { text side } } }
          }
        }
        names(first: $first, after: $afterNames) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            change
            kind
            of
            from { name documentedDefault ${chunk} }
            to { name documentedDefault ${chunk} }
          }
        }
      }
    }
  `,
};
