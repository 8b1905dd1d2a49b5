/** A product, its versions, and the documents of one of them. */
import type { Operation } from '../../executor.js';
import type { Named, VersionName } from './names.js';
import { frame, type FrameData } from './frame.js';

export interface ProductData extends FrameData {
  readonly product:
    | (Named & {
        readonly description: string | null;
        readonly formerSlugs: readonly string[];
        readonly vendor: Named;
        readonly versions: {
          readonly nodes: readonly (VersionName & {
            readonly isLatest: boolean;
            readonly preview: boolean;
            readonly documentCount: number;
            readonly chunkCount: number;
          })[];
        };
        readonly version?: DocumentsOfVersion | null;
      })
    | null;
}

export interface DocumentsOfVersion extends VersionName {
  readonly documents: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly {
      readonly title: string;
      readonly kind: string;
      readonly permalink: string;
      readonly pageCount: number | null;
    }[];
  };
}

export const productPageOperation: Operation = {
  name: 'ProductPage',
  source: /* GraphQL */ `
    query ProductPage($product: String!, $version: String!, $withVersion: Boolean!, $after: String) {
      ...Frame
      product(slug: $product) {
        slug
        name
        description
        formerSlugs
        vendor {
          slug
          name
        }
        versions(first: 50) {
          nodes {
            slug
            label
            isLatest
            preview
            documentCount
            chunkCount
          }
        }
        version(label: $version) @include(if: $withVersion) {
          slug
          label
          documents(first: 100, after: $after) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              title
              kind
              permalink
              pageCount
            }
          }
        }
      }
    }
    ${frame}
  `,
};
