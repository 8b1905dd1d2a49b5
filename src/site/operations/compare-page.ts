/** The page that compares two versions. */
import type { ReadPage } from '../../every-page.js';
import type { Operation } from '../../executor.js';
import type { Named, PageSpan, VersionName } from './names.js';

export interface ResolutionData {
  readonly requested: string;
  readonly match: string;
  readonly served: VersionName | null;
  readonly nearest: readonly VersionName[];
}

export type Counts = Readonly<
  Record<'same' | 'numbersOnly' | 'changed' | 'moved' | 'renamed' | 'added' | 'removed', number>
>;

export interface CitedChunk extends PageSpan {
  readonly key: string;
  readonly permalink: string;
}

export interface SideData {
  readonly headingPath: readonly string[];
  readonly chunk: CitedChunk | null;
  readonly document: { readonly slug: string; readonly title: string };
}

export interface PieceData {
  readonly text: string;
  readonly side: 'SAME' | 'FROM' | 'TO';
}

export interface RowData {
  readonly kind: 'TEXT' | 'CODE' | 'TABLE';
  readonly side: 'SAME' | 'CHANGED' | 'FROM' | 'TO';
  readonly skipped: number;
  readonly pieces: readonly PieceData[];
}

export interface SectionData {
  readonly change: string;
  readonly textChanged: boolean;
  readonly from: SideData | null;
  readonly to: SideData | null;
  readonly diff: { readonly rows: readonly RowData[]; readonly skippedAtEnd: number };
}

export interface NameSideData {
  readonly name: string;
  readonly documentedDefault: string | null;
  readonly chunk: CitedChunk;
}

export interface NameData {
  readonly change: string;
  readonly kind: string;
  readonly of: string | null;
  readonly from: NameSideData | null;
  readonly to: NameSideData | null;
  readonly mention: CitedChunk | null;
}

interface Paged<Node> {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

export interface DocumentCounts {
  readonly slug: string;
  readonly counts: Counts;
  readonly from: { readonly title: string; readonly permalink: string } | null;
  readonly to: { readonly title: string; readonly permalink: string } | null;
}

export interface ComparePageData {
  readonly compareVersions: {
    readonly product: Named & {
      readonly vendor: Named;
      readonly versions: { readonly nodes: readonly VersionName[] };
    };
    readonly from: ResolutionData;
    readonly to: ResolutionData;
    readonly counts: Counts | null;
    readonly documents: ReadPage<DocumentCounts>;
    readonly sections?: Paged<SectionData>;
    readonly names: Paged<NameData>;
  };
}

const counts = 'same numbersOnly changed moved renamed added removed';
const cited = 'key permalink page pageLabel lastPage lastPageLabel';
const side = `headingPath chunk { ${cited} } document { slug title }`;

const documents = `pageInfo { hasNextPage endCursor }
  nodes { slug counts { ${counts} } from { title permalink } to { title permalink } }`;

/** The rest of a long list of documents. */
export const comparedDocumentsOperation: Operation = {
  name: 'ComparedDocuments',
  source: /* GraphQL */ `
    query ComparedDocuments(
      $product: String!
      $from: String!
      $to: String!
      $document: String
      $section: String
      $topic: String
      $after: String
    ) {
      compareVersions(product: $product, from: $from, to: $to, document: $document, section: $section, topic: $topic) {
        documents(first: 100, after: $after) { ${documents} }
      }
    }
  `,
};

export interface ComparedDocumentsData {
  readonly compareVersions: { readonly documents: ReadPage<DocumentCounts> };
}

export const comparePageOperation: Operation = {
  name: 'ComparePage',
  source: /* GraphQL */ `
    query ComparePage(
      $product: String!
      $from: String!
      $to: String!
      $document: String
      $section: String
      $topic: String
      $change: [SectionChange!]
      $context: Int
      $after: String
      $withSections: Boolean!
      $nameChange: [NameChangeKind!]
      $firstNames: Int!
      $afterNames: String
    ) {
      compareVersions(product: $product, from: $from, to: $to, document: $document, section: $section, topic: $topic) {
        product { slug name vendor { slug name } versions(first: 100) { nodes { slug label } } }
        from { requested match served { slug label } nearest { slug label } }
        to { requested match served { slug label } nearest { slug label } }
        counts { ${counts} }
        documents(first: 100) { ${documents} }
        sections(change: $change, first: 20, after: $after) @include(if: $withSections) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            change
            textChanged
            from { ${side} }
            to { ${side} }
            diff(context: $context) { skippedAtEnd rows { kind side skipped pieces { text side } } }
          }
        }
        names(change: $nameChange, first: $firstNames, after: $afterNames) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            change
            kind
            of
            from { name documentedDefault chunk { ${cited} } }
            to { name documentedDefault chunk { ${cited} } }
            mention { ${cited} }
          }
        }
      }
    }
  `,
};
