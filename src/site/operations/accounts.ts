/** Signing in, signing out, and using a link that works once. */
import type { Operation } from '../../executor.js';

/** How one can sign in. */
export interface SignInWays {
  readonly password: boolean;
  readonly provider: { readonly label: string; readonly path: string } | null;
}

export interface ViewerData {
  readonly viewer: {
    readonly kind: string;
    readonly name: string;
    readonly role: string | null;
    readonly signInWays: SignInWays;
  };
}

export const viewerOperation: Operation = {
  name: 'PageViewer',
  source: /* GraphQL */ `
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
  `,
};

export const signInOperation: Operation = {
  name: 'PageSignIn',
  source: /* GraphQL */ `
    mutation PageSignIn($input: SignInInput!) {
      signIn(input: $input) {
        account {
          name
        }
      }
    }
  `,
};

export const signOutOperation: Operation = {
  name: 'PageSignOut',
  source: /* GraphQL */ `
    mutation PageSignOut {
      signOut {
        wasSignedIn
      }
    }
  `,
};

export const redeemLinkOperation: Operation = {
  name: 'PageRedeemLink',
  source: /* GraphQL */ `
    mutation PageRedeemLink($input: RedeemLinkInput!) {
      redeemLink(input: $input) {
        account {
          name
        }
      }
    }
  `,
};
