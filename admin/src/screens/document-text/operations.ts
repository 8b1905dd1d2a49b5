/** What is asked for to lay the text of a document beside its chunks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

const chunkFragment = graphql(`
  fragment TextChunk on Chunk {
    key
    page
    lastPage
    pageLabel
    headingPath
    text
    tokens
    flags
    permalink
  }
`);

export const documentQuery = graphql(`
  query TextOfDocument($path: String!, $product: String!, $document: String!) {
    documentByPath(path: $path) {
      id
      title
      permalink
      pageCount
      pagesWithoutText
      files(first: 100) {
        totalCount
        nodes {
          name
          warnings
        }
      }
    }
    passageMarks(product: $product, document: $document, first: 50) {
      nodes {
        id
        effect
        version
        passage
        firstPage
        lastPage
        reason
        revision
        chunkCount
      }
    }
  }
`);

export const pagesQuery = graphql(
  `
    query PagesOfDocument($path: String!, $quality: PageQuality, $first: Int!, $offset: Int!) {
      documentByPath(path: $path) {
        pages(quality: $quality, first: $first, offset: $offset) {
          totalCount
          nodes {
            id
            index
            label
            quality
            text
            chunks(first: 20) {
              totalCount
              nodes {
                ...TextChunk
              }
            }
          }
        }
      }
    }
  `,
  [chunkFragment],
);

export const chunksQuery = graphql(
  `
    query ChunksOfDocument($path: String!, $first: Int!, $offset: Int!) {
      documentByPath(path: $path) {
        chunks(first: $first, offset: $offset) {
          totalCount
          nodes {
            ...TextChunk
          }
        }
      }
    }
  `,
  [chunkFragment],
);

export const recutQuery = graphql(`
  query Recut($input: RecutPreviewInput!) {
    recutPreview(input: $input) {
      before {
        ...Cut
      }
      after {
        ...Cut
      }
      passages {
        headingPath
        text
        tokens
        isKept
      }
    }
  }

  fragment Cut on CutFigures {
    count
    smallest
    median
    largest
  }
`);

type PagesAnswer = NonNullable<ResultOf<typeof pagesQuery>['documentByPath']>;
export type Page = PagesAnswer['pages']['nodes'][number];
export type Chunk = Page['chunks']['nodes'][number];
export type TextDocument = NonNullable<ResultOf<typeof documentQuery>['documentByPath']>;
export type DocumentMark = ResultOf<typeof documentQuery>['passageMarks']['nodes'][number];
