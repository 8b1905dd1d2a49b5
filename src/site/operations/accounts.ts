/** Signing in, signing out, and using a link that works once. */
import type { Operation } from '../../executor.js';

export interface ViewerData {
  readonly viewer: { readonly kind: string; readonly name: string; readonly role: string | null };
}

export const viewerOperation: Operation = {
  name: 'PageViewer',
  source: /* GraphQL */ `
    query PageViewer {
      viewer {
        kind
        name
        role
      }
    }
  `,
};

export const signInOperation: Operation = {
  name: 'PageSignIn',
  source: /* GraphQL */ `
    mutation PageSignIn($input: SignInInput!) {
      signIn(input: $input) {
        name
      }
    }
  `,
};

export const signOutOperation: Operation = {
  name: 'PageSignOut',
  source: /* GraphQL */ `
    mutation PageSignOut {
      signOut
    }
  `,
};

export const redeemLinkOperation: Operation = {
  name: 'PageRedeemLink',
  source: /* GraphQL */ `
    mutation PageRedeemLink($input: RedeemLinkInput!) {
      redeemLink(input: $input) {
        name
      }
    }
  `,
};
