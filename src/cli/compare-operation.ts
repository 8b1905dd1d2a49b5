/** The GraphQL document behind `mcdewey compare`. */
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

const place = graphql(`
  fragment CommandPlace on Chunk {
    key
    permalink
    pageLabel
  }
`);

const side = graphql(
  `
    fragment CommandSide on ComparedSection {
      headingPath
      document {
        title
      }
      chunk {
        ...CommandPlace
      }
    }
  `,
  [place],
);

const name = graphql(
  `
    fragment CommandName on DocumentedName {
      name
      documentedDefault
      chunk {
        ...CommandPlace
      }
    }
  `,
  [place],
);

const version = graphql(`
  fragment AskedVersion on VersionResolution {
    requested
    match
    served {
      label
    }
    nearest {
      label
    }
  }
`);

export const compareOperation = operation(
  graphql(
    `
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
        compareVersions(
          product: $product
          from: $from
          to: $to
          document: $document
          section: $section
          topic: $topic
        ) {
          product {
            name
          }
          from {
            ...AskedVersion
          }
          to {
            ...AskedVersion
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
          sections(change: $change, first: $first, after: $afterSections) @include(if: $withSections) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              change
              textChanged
              similarity
              from {
                ...CommandSide
              }
              to {
                ...CommandSide
              }
              diff(context: 2) {
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
          names(first: $first, after: $afterNames) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              change
              kind
              of
              from {
                ...CommandName
              }
              to {
                ...CommandName
              }
            }
          }
        }
      }
    `,
    [side, name, version],
  ),
);

export type CompareData = AnswerOf<typeof compareOperation>;
export type SectionData = NonNullable<CompareData['compareVersions']['sections']>['nodes'][number];
export type RowData = SectionData['diff']['rows'][number];
export type NameData = CompareData['compareVersions']['names']['nodes'][number];
