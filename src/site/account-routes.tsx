/** `/sign-in`, `/sign-out` and `/join`. */
import { Router, urlencoded, type Request, type Response } from 'express';
import type { VNode } from 'preact';
import { OperationError } from '../executor.js';
import { JoinPage, NoLinkPage, SignedInPage, SignInPage } from './account-pages.js';
import { expectedFailures, fieldOf, statusOf } from './form.js';
import {
  accessLinkOperation,
  redeemLinkOperation,
  signInOperation,
  signOutOperation,
  viewerOperation,
} from './operations/accounts.js';
import { textParameter } from './query-text.js';
import { sendHtml } from './respond.js';
import { siteAddress } from './site-address.js';
import type { SiteContext } from './site-context.js';

/** Largest form, in bytes. */
const mostBytes = 8_192;

/** Runs the form's operation; what is wrong with the form is said on its page. */
async function submit(
  response: Response,
  work: () => Promise<unknown>,
  after: { readonly next: string; readonly page: (problem: string) => VNode },
): Promise<void> {
  try {
    await work();
    response.set('Cache-Control', 'no-store').redirect(303, after.next);
  } catch (error) {
    response.set('Cache-Control', 'no-store');
    if (!(error instanceof OperationError) || !expectedFailures.has(error.code)) throw error;
    sendHtml(response, after.page(error.message), statusOf(error));
  }
}

export interface AccountRoutes {
  readonly router: Router;
  /** Shows the page to sign in with what went wrong elsewhere. */
  readonly showSignIn: (request: Request, response: Response, problem: string, status: number) => Promise<void>;
}

export function createAccountRoutes({ executeFor }: SiteContext): AccountRoutes {
  const router = Router();
  const form = urlencoded({ extended: false, limit: mostBytes });

  const viewerOf = async (request: Request, response: Response) =>
    (await executeFor(request, response)(viewerOperation)).viewer;

  const linkOf = async (request: Request, response: Response, secret: string) =>
    (await executeFor(request, response)(accessLinkOperation, { secret })).accessLink;

  router.get('/sign-in', async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const next = siteAddress(textParameter(request, 'next'));
    const viewer = await viewerOf(request, response);
    if (viewer.kind === 'ACCOUNT') {
      sendHtml(response, <SignedInPage name={viewer.name} role={viewer.role ?? 'none'} />);
    } else sendHtml(response, <SignInPage ways={viewer.signInWays} next={next} />);
  });

  router.post('/sign-in', form, async (request, response) => {
    const [email, password] = [fieldOf(request, 'email') ?? '', fieldOf(request, 'password') ?? ''];
    const next = siteAddress(fieldOf(request, 'next'));
    const { signInWays } = await viewerOf(request, response);
    await submit(response, () => executeFor(request, response)(signInOperation, { input: { email, password } }), {
      next,
      page: (problem) => <SignInPage ways={signInWays} problem={problem} email={email} next={next} />,
    });
  });

  router.post('/sign-out', async (request, response) => {
    await executeFor(request, response)(signOutOperation);
    response.set('Cache-Control', 'no-store').redirect(303, '/');
  });

  router.get('/join', async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const secret = textParameter(request, 'link') ?? '';
    const link = await linkOf(request, response, secret);
    if (link === null) sendHtml(response, <NoLinkPage />, 404);
    else sendHtml(response, <JoinPage secret={secret} link={link} />);
  });

  router.post('/join', form, async (request, response) => {
    const secret = fieldOf(request, 'link') ?? '';
    const [name, email] = [fieldOf(request, 'name'), fieldOf(request, 'email')];
    const input = { secret, name, email, password: fieldOf(request, 'password') ?? '' };
    const link = await linkOf(request, response, secret);
    if (link === null) {
      response.set('Cache-Control', 'no-store');
      sendHtml(response, <NoLinkPage />, 404);
      return;
    }
    await submit(response, () => executeFor(request, response)(redeemLinkOperation, { input }), {
      next: '/sign-in',
      page: (problem) => <JoinPage secret={secret} link={link} problem={problem} name={name} email={email} />,
    });
  });
  return {
    router,
    async showSignIn(request, response, problem, status) {
      const { signInWays } = await viewerOf(request, response);
      response.set('Cache-Control', 'no-store');
      sendHtml(response, <SignInPage ways={signInWays} problem={problem} next="/" />, status);
    },
  };
}
