/** A document: what it is, its table of contents, its other versions. */
import type { ReadPage } from '../../every-page.js';
import type { Operation } from '../../executor.js';
import { alsoIn, type Named, type VersionName, type Occurrence } from './names.js';

export interface SectionData {
  readonly id: string;
  readonly heading: string;
  readonly depth: number;
  readonly pageLabel: string | null;
  readonly file: { readonly name: string };
  readonly firstChunk: { readonly key: string } | null;
}

export interface DocumentData {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: string;
  readonly language: string | null;
  readonly licence: string | null;
  readonly sourceUrl: string | null;
  readonly pageCount: number | null;
  readonly permalink: string;
  /** All of them. */
  readonly sections: readonly SectionData[];
  readonly version: VersionName & {
    readonly isLatest: boolean;
    readonly product: Named & {
      readonly vendor: Named;
      readonly versions: {
        readonly nodes: readonly (VersionName & { readonly document: { readonly permalink: string } | null })[];
      };
    };
  };
}

export interface DocumentContentsData {
  readonly document: (Omit<DocumentData, 'sections'> & { readonly sections: ReadPage<SectionData> }) | null;
  readonly mayGiveFeedback: boolean;
  /** The chunk to show in its place, when one is asked for. */
  readonly chunk?: {
    readonly key: string;
    readonly section: { readonly id: string } | null;
    readonly document: { readonly permalink: string };
    readonly alsoIn: { readonly nodes: readonly Occurrence[] };
  } | null;
}

const sections = /* GraphQL */ `
  fragment Sections on SectionConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      heading
      depth
      pageLabel
      file {
        name
      }
      firstChunk {
        key
      }
    }
  }
`;

export const documentContentsOperation: Operation = {
  name: 'DocumentContents',
  source: /* GraphQL */ `
    query DocumentContents($product: String!, $version: String!, $document: String!, $at: String!, $hasAt: Boolean!) {
      mayGiveFeedback
      document(product: $product, version: $version, slug: $document) {
        id
        slug
        title
        kind
        language
        licence
        sourceUrl
        pageCount
        permalink
        sections(first: 100) {
          ...Sections
        }
        version {
          slug
          label
          isLatest
          product {
            slug
            name
            vendor {
              slug
              name
            }
            versions(first: 50) {
              nodes {
                slug
                label
                document(slug: $document) {
                  permalink
                }
              }
            }
          }
        }
      }
      chunk(key: $at) @include(if: $hasAt) {
        key
        section {
          id
        }
        document {
          permalink
        }
        alsoIn(first: 100) {
          nodes {
            ...AlsoIn
          }
        }
      }
    }
    ${alsoIn}
    ${sections}
  `,
};

/** The rest of a long table of contents. */
export const documentSectionsOperation: Operation = {
  name: 'DocumentSections',
  source: /* GraphQL */ `
    query DocumentSections($path: String!, $after: String) {
      documentByPath(path: $path) {
        sections(first: 100, after: $after) {
          ...Sections
        }
      }
    }
    ${sections}
  `,
};

export interface DocumentSectionsData {
  readonly documentByPath: { readonly sections: ReadPage<SectionData> } | null;
}
