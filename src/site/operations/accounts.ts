/** Signing in, signing out, and using a link that works once. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';

export const viewerOperation = operation(
  graphql(`
    query PageViewer {
      viewer {
        kind
        name
        role
        signInWays {
          password
          provider {
            label
            path
          }
        }
      }
    }
  `),
);

export const signInOperation = operation(
  graphql(`
    mutation PageSignIn($input: SignInInput!) {
      signIn(input: $input) {
        account {
          name
        }
      }
    }
  `),
);

export const signOutOperation = operation(
  graphql(`
    mutation PageSignOut {
      signOut {
        wasSignedIn
      }
    }
  `),
);

export const redeemLinkOperation = operation(
  graphql(`
    mutation PageRedeemLink($input: RedeemLinkInput!) {
      redeemLink(input: $input) {
        account {
          name
        }
      }
    }
  `),
);

export const accessLinkOperation = operation(
  graphql(`
    query PageAccessLink($secret: String!) {
      accessLink(secret: $secret) {
        purpose
        email
      }
    }
  `),
);

export type AccessLink = NonNullable<AnswerOf<typeof accessLinkOperation>['accessLink']>;

/** How one can sign in. */
export type SignInWays = AnswerOf<typeof viewerOperation>['viewer']['signInWays'];
