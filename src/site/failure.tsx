/** Translates what went wrong into a page, or into plain words for programs; no stack ever leaves. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { messageOf } from '../errors.js';
import { OperationError } from '../executor.js';
import type { Logger } from '../logger.js';
import { ErrorPage, type ErrorPageProps } from './error-page.js';
import { sendHtml, sendMarkdown, wantsMarkdown } from './respond.js';

export function sendFailure(request: Request, response: Response, failure: ErrorPageProps): void {
  const isPassing = failure.status === 503 || failure.status === 429;
  // Who refuses may know better when.
  if (isPassing && response.get('Retry-After') === undefined) response.set('Retry-After', '5');
  if (wantsMarkdown(request) || request.path.endsWith('.md')) {
    const way = failure.way === undefined ? '' : `\n[${failure.way.label}](${failure.way.href}.md)\n`;
    sendMarkdown(response, `# ${failure.title}\n\n${failure.advice}\n${way}`, failure.status);
  } else {
    sendHtml(response, <ErrorPage {...failure} />, failure.status);
  }
}

const notThere: ErrorPageProps = {
  status: 404,
  title: 'There is no such page',
  advice: 'The address may be mistyped. Search for the text you expected, or begin at the front page.',
};

export const sendNotFound: RequestHandler = (request, response) => {
  sendFailure(request, response, notThere);
};

export function createErrorHandler(logger: Logger | undefined): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const described = describe(error);
    // What no key or name can be is the address of nothing.
    const isNoName = error instanceof OperationError && error.code === 'BAD_INPUT';
    const failure = isNoName && /^\/[cdp]\//.test(request.path) ? notThere : described;
    if (failure.status >= 500) logger?.error({ err: error, path: request.path }, `Page failed: ${messageOf(error)}`);
    sendFailure(request, response, failure);
  };
}

const unavailable: ErrorPageProps = {
  status: 503,
  title: 'The library does not answer',
  advice: 'It is starting, stopping or has lost its store. Try again in a moment.',
};

const overloaded: ErrorPageProps = {
  status: 503,
  title: 'The library has too much to do',
  advice: 'Too many people ask at once. Try again in a moment.',
};

/** What is over in a moment. */
const passingFailures: Readonly<Record<string, ErrorPageProps>> = {
  STORE_UNAVAILABLE: unavailable,
  CANCELLED: unavailable,
  OVERLOADED: overloaded,
  TIMEOUT: { ...overloaded, title: 'This took too long', advice: 'Try again in a moment, or ask for less at once.' },
};

const signInFirst: ErrorPageProps = {
  status: 401,
  title: 'This library is for people who have signed in',
  advice: 'Sign in, then this page opens.',
  signIn: true,
};

function describe(error: unknown): ErrorPageProps {
  if (error instanceof OperationError) {
    const passing = passingFailures[error.code];
    if (passing !== undefined) return passing;
    if (error.code === 'UNAUTHENTICATED') return signInFirst;
    if (error.code === 'THROTTLED') return { status: 429, title: 'Too many requests', advice: error.message };
    if (error.code === 'FORBIDDEN') return { status: 403, title: 'You may not see this', advice: error.message };
    const { permalink } = error.details;
    if (error.code === 'PASSAGE_GONE' && typeof permalink === 'string') {
      return {
        status: 410,
        title: 'This passage is no longer in the document',
        advice: error.message,
        way: { href: permalink, label: 'Read the nearest text' },
      };
    }
    if (error.code === 'NOT_FOUND') return { status: 404, title: 'There is no such page', advice: error.message };
    if (error.code === 'BAD_INPUT' || error.code === 'BAD_USER_INPUT') {
      return { status: 400, title: 'That can’t be answered', advice: error.message };
    }
  }
  if (error instanceof URIError) {
    return {
      status: 400,
      title: 'That is not an address',
      advice: 'It holds a % that does not begin an encoded character.',
    };
  }
  return {
    status: 500,
    title: 'Something went wrong here',
    advice: 'It has been written to the log. Try again, or search for the text.',
  };
}
