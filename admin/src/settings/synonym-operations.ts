/** What the screens of synonyms ask. */
import { graphql, type ResultOf } from '../api/graphql.js';

export const synonymsQuery = graphql(`
  query Synonyms($contains: String, $first: Int!, $offset: Int!) {
    synonyms(contains: $contains, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        terms
        alternatives
        vendor
        product
        isEnabled
        note
        revision
        callerName
        changedAt
      }
    }
  }
`);

export type Synonym = ResultOf<typeof synonymsQuery>['synonyms']['nodes'][number];

export const createSynonymMutation = graphql(`
  mutation CreateSynonym($input: CreateSynonymInput!) {
    createSynonym(input: $input) {
      synonym {
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

export const updateSynonymMutation = graphql(`
  mutation UpdateSynonym($input: UpdateSynonymInput!) {
    updateSynonym(input: $input) {
      synonym {
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

export const deleteSynonymMutation = graphql(`
  mutation DeleteSynonym($input: DeleteSettingInput!) {
    deleteSynonym(input: $input) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const restoreSynonymMutation = graphql(`
  mutation RestoreSynonym($id: ID!) {
    restoreSynonym(input: { id: $id }) {
      synonym {
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
