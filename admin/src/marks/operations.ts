/** What the console asks and changes of hidden passages and of those that are marked as wrong. */
import { graphql, type ResultOf } from '../api/graphql.js';

export const marksQuery = graphql(`
  query Marks(
    $contains: String
    $product: String
    $effect: MarkEffect
    $onlyDead: Boolean
    $first: Int!
    $offset: Int!
  ) {
    passageMarks(
      contains: $contains
      product: $product
      effect: $effect
      onlyDead: $onlyDead
      first: $first
      offset: $offset
    ) {
      totalCount
      nodes {
        id
        effect
        product
        version
        document
        passage
        firstPage
        lastPage
        reason
        revision
        callerName
        changedAt
        chunkCount
      }
    }
  }
`);

export type Mark = ResultOf<typeof marksQuery>['passageMarks']['nodes'][number];

export const markPassageMutation = graphql(`
  mutation MarkPassage($input: MarkPassageInput!) {
    markPassage(input: $input) {
      mark {
        id
        revision
        chunkCount
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const markPagesMutation = graphql(`
  mutation MarkPages($input: MarkPagesInput!) {
    markPages(input: $input) {
      mark {
        id
        revision
        chunkCount
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const unmarkMutation = graphql(`
  mutation Unmark($input: DeleteSettingInput!) {
    unmark(input: $input) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);

/** The newest change of a mark: taking it away, right after that. */
export const lastMarkChangeQuery = graphql(`
  query LastMarkChange($id: ID!) {
    searchSettingChanges(kind: PASSAGE_MARK, id: $id, first: 1) {
      nodes {
        id
      }
    }
  }
`);

export const undoMarkMutation = graphql(`
  mutation UndoMark($change: Int!) {
    undoMarkChange(input: { change: $change }) {
      mark {
        id
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);
