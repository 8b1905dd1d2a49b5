/** The GraphQL document behind the tool that compares versions. */
import { graphql, operation, type AnswerOf, type DataOf } from '../typed-operation.js';
import { resolvedVersion } from './resolved-version.js';

const cited = graphql(`
  fragment ComparedPlace on Chunk {
    key
    permalink
    page
    pageLabel
  }
`);

const side = graphql(
  `
    fragment ComparedSide on ComparedSection {
      headingPath
      chunk {
        ...ComparedPlace
      }
      document {
        title
      }
    }
  `,
  [cited],
);

const name = graphql(
  `
    fragment ComparedName on DocumentedName {
      name
      documentedDefault
      chunk {
        ...ComparedPlace
      }
    }
  `,
  [cited],
);

export const compareVersionsOperation = operation(
  graphql(
    `
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
        compareVersions(
          product: $product
          from: $from
          to: $to
          document: $document
          section: $section
          topic: $topic
        ) {
          from {
            ...ResolvedVersion
          }
          to {
            ...ResolvedVersion
          }
          counts {
            same
            numbersOnly
            changed
            moved
            renamed
            added
            removed
          }
          sections(change: $change, first: $first, after: $after) @include(if: $sections) {
            totalCount
            edges {
              cursor
              node {
                change
                textChanged
                from {
                  ...ComparedSide
                }
                to {
                  ...ComparedSide
                }
                diff(context: 1) {
                  rows {
                    kind
                    side
                    skipped
                    pieces {
                      text
                      side
                    }
                  }
                }
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
                from {
                  ...ComparedName
                }
                to {
                  ...ComparedName
                }
                mention {
                  ...ComparedPlace
                }
              }
            }
          }
          degraded {
            leg
            reason
          }
        }
      }
    `,
    [cited, side, name, resolvedVersion],
  ),
);

export type CitedData = DataOf<typeof cited>;
export type SideData = DataOf<typeof side>;
export type CompareVersionsData = AnswerOf<typeof compareVersionsOperation>;
type Compared = CompareVersionsData['compareVersions'];
export type SectionData = NonNullable<Compared['sections']>['edges'][number]['node'];
export type RowData = SectionData['diff']['rows'][number];
export type NameData = NonNullable<Compared['names']>['edges'][number]['node'];
