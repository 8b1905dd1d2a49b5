/** The GraphQL document behind the tool that compares versions. */
import type { Operation } from '../executor.js';

const cited = 'key permalink page pageLabel';
const side = `headingPath chunk { ${cited} } document { title }`;
const version =
  'requested match product { slug } served { label } others(first: 50) { nodes { label } } nearest { label product { slug } }';

export const compareVersionsOperation: Operation = {
  name: 'CompareVersions',
  source: /* GraphQL */ `
    query CompareVersions(
      $product: String!
      $from: String!
      $to: String!
      $document: String
      $section: String
      $topic: String
      $change: [SectionChange!]
      $sections: Boolean!
      $names: Boolean!
      $nameChange: [NameChangeKind!]
      $first: Int!
      $after: String
    ) {
      compareVersions(product: $product, from: $from, to: $to, document: $document, section: $section, topic: $topic) {
        from { ${version} }
        to { ${version} }
        counts { same numbersOnly changed moved renamed added removed }
        sections(change: $change, first: $first, after: $after) @include(if: $sections) {
          totalCount
          edges {
            cursor
            node {
              change
              textChanged
              from { ${side} }
              to { ${side} }
              diff(context: 1) { rows { kind side skipped pieces { text side } } }
            }
          }
        }
        names(change: $nameChange, first: $first, after: $after) @include(if: $names) {
          totalCount
          edges {
            cursor
            node {
              change
              kind
              of
              from { name documentedDefault chunk { ${cited} } }
              to { name documentedDefault chunk { ${cited} } }
              mention { ${cited} }
            }
          }
        }
        degraded { leg reason }
      }
    }
  `,
};

export interface CitedData {
  readonly key: string;
  readonly permalink: string;
  readonly page: number | null;
  readonly pageLabel: string | null;
}

export interface SideData {
  readonly headingPath: readonly string[];
  readonly chunk: CitedData | null;
  readonly document: { readonly title: string };
}

export interface RowData {
  readonly kind: 'TEXT' | 'CODE' | 'TABLE';
  readonly side: 'SAME' | 'CHANGED' | 'FROM' | 'TO';
  readonly skipped: number;
  readonly pieces: readonly { readonly text: string; readonly side: 'SAME' | 'FROM' | 'TO' }[];
}

export interface SectionData {
  readonly change: string;
  readonly textChanged: boolean;
  readonly from: SideData | null;
  readonly to: SideData | null;
  readonly diff: { readonly rows: readonly RowData[] };
}

export interface NamedData {
  readonly name: string;
  readonly documentedDefault: string | null;
  readonly chunk: CitedData;
}

export interface NameData {
  readonly change: string;
  readonly kind: string;
  readonly of: string | null;
  readonly from: NamedData | null;
  readonly to: NamedData | null;
  readonly mention: CitedData | null;
}

interface Edges<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
}

interface VersionData {
  readonly requested: string;
  readonly match: 'EXACT' | 'ALIAS' | 'LATEST' | 'SERIES' | 'NONE';
  readonly others: { readonly nodes: readonly { readonly label: string }[] };
  readonly product: { readonly slug: string } | null;
  readonly served: { readonly label: string } | null;
  readonly nearest: readonly { readonly label: string; readonly product: { readonly slug: string } }[];
}

export interface CompareVersionsData {
  readonly compareVersions: {
    readonly from: VersionData;
    readonly to: VersionData;
    readonly counts: Readonly<Record<string, number>> | null;
    readonly sections?: Edges<SectionData>;
    readonly names?: Edges<NameData>;
    readonly degraded: readonly { readonly leg: string; readonly reason: string }[];
  };
}
