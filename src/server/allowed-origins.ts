/** Lets web pages of other origins use the API (CORS). They come without cookies: what they may is what their key may. */
import cors from 'cors';
import type { RequestHandler } from 'express';
import { UPLOAD_PLACES } from '../ingest/source/upload/upload-store.js';
import { GRAPHQL_PATH } from './graphql.js';
import { UPLOAD_PATH } from './upload.js';

/** Every origin; instead of a list. */
export const ANY_ORIGIN = '*';

/** How long a browser may remember what it was allowed, in seconds. */
const rememberedFor = 3_600;

/** What clients of GraphQL, of its event stream and of MCP send. */
const allowedHeaders = [
  'Accept',
  'Apollo-Require-Preflight',
  'Apollographql-Client-Name',
  'Apollographql-Client-Version',
  'Authorization',
  'Content-Type',
  'Last-Event-ID',
  'Mcp-Method',
  'Mcp-Name',
  'Mcp-Protocol-Version',
  'Mcp-Session-Id',
  'X-Apollo-Operation-Name',
  'X-Graphql-Event-Stream-Token',
  'X-Request-Id',
];

/** What browsers would otherwise keep from them. */
const exposedHeaders = [
  'Mcp-Protocol-Version',
  'Mcp-Session-Id',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];

function isApi(path: string): boolean {
  const roots = [GRAPHQL_PATH, '/mcp', UPLOAD_PATH];
  return path.startsWith(UPLOAD_PLACES) || roots.some((root) => path === root || path.startsWith(`${root}/`));
}

/** @param origins such as `https://docs.example.com`; `*` for every one. None leaves browsers to their own rule. */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  const answer = cors({
    origin: origins.includes(ANY_ORIGIN) ? ANY_ORIGIN : [...origins],
    methods: ['GET', 'POST', 'PUT'],
    allowedHeaders,
    exposedHeaders,
    maxAge: rememberedFor,
  });
  return (request, response, next) => {
    if (origins.length > 0 && isApi(request.path)) answer(request, response, next);
    else next();
  };
}
