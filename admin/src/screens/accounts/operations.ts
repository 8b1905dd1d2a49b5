/** What the screen of accounts asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const accountsQuery = graphql(`
  query Accounts($offset: Int!) {
    accounts(first: 100, offset: $offset) {
      totalCount
      nodes {
        id
        email
        name
        role
        disabled
        revision
        createdAt
      }
    }
  }
`);

export type Account = ResultOf<typeof accountsQuery>['accounts']['nodes'][number];

export const inviteMutation = graphql(`
  mutation Invite($input: InviteAccountInput!) {
    inviteAccount(input: $input) {
      path
      expiresAt
      userErrors {
        code
        message
        details
      }
    }
  }
`);

/** What a link is, and until when it works. */
export type IssuedLink = Pick<ResultOf<typeof inviteMutation>['inviteAccount'], 'path' | 'expiresAt'>;

export const resetMutation = graphql(`
  mutation ResetPassword($id: ID!) {
    createPasswordReset(input: { accountId: $id }) {
      path
      expiresAt
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const updateMutation = graphql(`
  mutation UpdateAccount($input: UpdateAccountInput!) {
    updateAccount(input: $input) {
      account {
        id
        name
        role
        disabled
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);
