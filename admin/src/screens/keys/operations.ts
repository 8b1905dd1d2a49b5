/** What the screen of API keys asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const keysQuery = graphql(`
  query Keys($offset: Int!) {
    apiKeys(first: 100, offset: $offset) {
      totalCount
      nodes {
        id
        name
        hint
        role
        scopes
        createdAt
        expiresAt
        lastUsedAt
      }
    }
  }
`);

export type ApiKey = ResultOf<typeof keysQuery>['apiKeys']['nodes'][number];

export const createKeyMutation = graphql(`
  mutation CreateKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      secret
      key {
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

export const revokeKeyMutation = graphql(`
  mutation RevokeKey($id: ID!) {
    revokeApiKey(input: { id: $id }) {
      key {
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
