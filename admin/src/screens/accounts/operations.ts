/** What the screen of accounts asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const accountsQuery = graphql(`
  query Accounts {
    accounts {
      id
      email
      name
      role
      disabled
      createdAt
    }
  }
`);

export type Account = ResultOf<typeof accountsQuery>['accounts'][number];

export const inviteMutation = graphql(`
  mutation Invite($input: InviteAccountInput!) {
    inviteAccount(input: $input) {
      path
      expiresAt
    }
  }
`);

export const resetMutation = graphql(`
  mutation ResetPassword($id: ID!) {
    createPasswordReset(input: { accountId: $id }) {
      path
      expiresAt
    }
  }
`);

export const updateMutation = graphql(`
  mutation UpdateAccount($input: UpdateAccountInput!) {
    updateAccount(input: $input) {
      id
      name
      role
      disabled
    }
  }
`);
