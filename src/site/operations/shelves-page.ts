/** The front page: vendors, their products and versions. */
import type { Operation } from '../../executor.js';
import type { Named, VersionName } from './names.js';
import { frame, type FrameData } from './frame.js';

export interface ShelvesData extends FrameData {
  readonly vendors: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly (Named & {
      readonly products: {
        readonly totalCount: number;
        readonly nodes: readonly (Named & {
          readonly versions: {
            readonly totalCount: number;
            readonly nodes: readonly (VersionName & {
              readonly isLatest: boolean;
              readonly preview: boolean;
              readonly documentCount: number;
              readonly chunkCount: number;
            })[];
          };
        })[];
      };
    })[];
  };
}

export const shelvesPageOperation: Operation = {
  name: 'ShelvesPage',
  source: /* GraphQL */ `
    query ShelvesPage($after: String) {
      ...Frame
      vendors(first: 20, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          slug
          name
          products(first: 20) {
            totalCount
            nodes {
              slug
              name
              versions(first: 6) {
                totalCount
                nodes {
                  slug
                  label
                  isLatest
                  preview
                  documentCount
                  chunkCount
                }
              }
            }
          }
        }
      }
    }
    ${frame}
  `,
};
