/** How pages leave: security headers, caching, HTML or Markdown. */
import type { Request, Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function setPageHeaders(response: Response): void {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
}

/**
 * Whoever reads a page may keep it, and nobody on the way: what it shows depends on who asks. It is asked for again: express
 * adds the weak ETag and answers 304. Failures are not kept.
 */
function setCaching(response: Response, status: number): void {
  if (response.get('Cache-Control') === undefined) {
    response.set('Cache-Control', status === 200 ? 'private, no-cache' : 'no-store');
  }
  response.vary('Accept, Cookie, Authorization');
}

export function sendHtml(response: Response, page: VNode, status = 200): void {
  setPageHeaders(response);
  setCaching(response, status);
  response
    .status(status)
    .type('html')
    .send(`<!doctype html>${renderToString(page)}`);
}

export function sendMarkdown(response: Response, text: string, status = 200): void {
  setPageHeaders(response);
  setCaching(response, status);
  response.status(status).type('text/markdown; charset=utf-8').send(text);
}

/** Whether Markdown is preferred to HTML; browsers never do. */
export function wantsMarkdown(request: Request): boolean {
  return request.accepts(['text/html', 'text/markdown']) === 'text/markdown';
}
