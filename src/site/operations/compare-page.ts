/** The page that compares two versions. */
import { graphql, operation, type AnswerOf, type DataOf } from '../../typed-operation.js';

const counts = graphql(`
  fragment Counts on ChangeCounts {
    same
    numbersOnly
    changed
    moved
    renamed
    added
    removed
  }
`);

const cited = graphql(`
  fragment Cited on Chunk {
    key
    permalink
    page
    pageLabel
    lastPage
    lastPageLabel
  }
`);

const side = graphql(
  `
    fragment Side on ComparedSection {
      headingPath
      chunk {
        ...Cited
      }
      document {
        slug
        title
      }
    }
  `,
  [cited],
);

const name = graphql(
  `
    fragment NameSide on DocumentedName {
      name
      documentedDefault
      chunk {
        ...Cited
      }
    }
  `,
  [cited],
);

const resolution = graphql(`
  fragment Resolution on VersionResolution {
    requested
    match
    served {
      slug
      label
    }
    nearest {
      slug
      label
    }
  }
`);

const documents = graphql(
  `
    fragment Documents on DocumentComparisonConnection {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        slug
        counts {
          ...Counts
        }
        from {
          title
          permalink
        }
        to {
          title
          permalink
        }
      }
    }
  `,
  [counts],
);

/** The rest of a long list of documents. */
export const comparedDocumentsOperation = operation(
  graphql(
    `
      query ComparedDocuments(
        $product: String!
        $from: String!
        $to: String!
        $document: String
        $section: String
        $topic: String
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
          documents(first: 100, after: $after) {
            ...Documents
          }
        }
      }
    `,
    [documents],
  ),
);

export const comparePageOperation = operation(
  graphql(
    `
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
        compareVersions(
          product: $product
          from: $from
          to: $to
          document: $document
          section: $section
          topic: $topic
        ) {
          product {
            slug
            name
            vendor {
              slug
              name
            }
            versions(first: 100) {
              nodes {
                slug
                label
              }
            }
          }
          from {
            ...Resolution
          }
          to {
            ...Resolution
          }
          counts {
            ...Counts
          }
          documents(first: 100) {
            ...Documents
          }
          sections(change: $change, first: 20, after: $after) @include(if: $withSections) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              change
              textChanged
              from {
                ...Side
              }
              to {
                ...Side
              }
              diff(context: $context) {
                skippedAtEnd
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
          names(change: $nameChange, first: $firstNames, after: $afterNames) {
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
                ...NameSide
              }
              to {
                ...NameSide
              }
              mention {
                ...Cited
              }
            }
          }
        }
      }
    `,
    [counts, cited, side, name, resolution, documents],
  ),
);

export type Counts = DataOf<typeof counts>;
export type CitedChunk = DataOf<typeof cited>;
export type SideData = DataOf<typeof side>;
export type ResolutionData = DataOf<typeof resolution>;
export type ComparePageData = AnswerOf<typeof comparePageOperation>;
type Compared = ComparePageData['compareVersions'];
export type SectionData = NonNullable<Compared['sections']>['nodes'][number];
export type RowData = SectionData['diff']['rows'][number];
export type PieceData = RowData['pieces'][number];
export type NameData = Compared['names']['nodes'][number];
export type DocumentCounts = Compared['documents']['nodes'][number];
