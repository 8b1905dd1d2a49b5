/**
 * GraphQL documents that are known beforehand, asked for by `documentId` or `extensions.persistedQuery.sha256Hash`. Where nothing else
 * may be asked, a text is answered if it is that of a known document.
 */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { PersistedSettings } from '../config.js';
import { readManifests } from './document-manifest.js';

interface Asked {
  readonly documentId?: unknown;
  readonly extensions?: unknown;
  readonly query?: unknown;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const onlyKnown: Refusal = {
  status: 403,
  code: 'PERSISTED_ONLY',
  message:
    'This service answers only documents of its manifests. Name one by documentId or extensions.persistedQuery.sha256Hash; operators add manifests with PERSISTED_DOCUMENTS.',
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The id or hash that a request names; `sha256:` in front of a hash says nothing new. */
function idOf({ documentId, extensions }: Asked): string | null {
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined;
  const id = documentId ?? (isObject(persisted) ? persisted['sha256Hash'] : undefined);
  return typeof id === 'string' ? id.replace(/^sha256:/, '') : null;
}

/** Apollo Server would refuse a request that names a document in its way. */
function withoutPersisted(extensions: unknown): unknown {
  if (!isObject(extensions)) return extensions;
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name !== 'persistedQuery'));
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Apollo Server says what is wrong with it.
    return text;
  }
}

function askedBy(request: Request): Asked {
  if (request.method === 'POST') return isObject(request.body) ? request.body : {};
  const { searchParams } = new URL(request.url, 'http://service');
  return {
    documentId: searchParams.get('documentId') ?? undefined,
    extensions: jsonOf(searchParams.get('extensions')),
    query: searchParams.get('query') ?? undefined,
  };
}

/** Puts the document's text in place of its name. */
function replace(request: Request, { extensions }: Asked, query: unknown): void {
  if (request.method === 'POST') {
    const body = request.body as Readonly<Record<string, unknown>>;
    const rest = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'documentId'));
    const kept = extensions === undefined ? {} : { extensions: withoutPersisted(extensions) };
    request.body = { ...rest, ...kept, query };
    return;
  }
  const { pathname, searchParams } = new URL(request.url, 'http://service');
  searchParams.delete('documentId');
  if (typeof query === 'string') searchParams.set('query', query);
  if (extensions !== undefined) searchParams.set('extensions', JSON.stringify(withoutPersisted(extensions)));
  request.url = `${pathname}?${searchParams.toString()}`;
}

function refuse(request: Request, response: Response, { status, code, message, details }: Refusal): void {
  const modern = request.get('accept')?.includes('application/graphql-response+json') ?? false;
  const error = { message, extensions: { code, ...(details !== undefined && { details }) } };
  response
    .status(status)
    .type(modern ? 'application/graphql-response+json' : 'application/json')
    .send(JSON.stringify({ errors: [error] }));
}

/**
 * Stands behind what reads bodies, and before what answers.
 * @throws ConfigError when a manifest can't be read.
 */
export async function createPersistedDocuments({ manifests, only }: PersistedSettings): Promise<RequestHandler> {
  const texts = await readManifests(manifests);
  const hashes = new Set([...texts.values()].map(hashOf));
  return (request, response, next) => {
    if (request.method !== 'POST' && request.method !== 'GET') {
      next();
      return;
    }
    const asked = askedBy(request);
    const id = idOf(asked);
    const text = asked.query ?? (id === null ? undefined : texts.get(id));
    if (id !== null && text === undefined) {
      const message = `The service knows no document "${id}". Send its text, or have its manifest added to PERSISTED_DOCUMENTS.`;
      refuse(request, response, { status: 404, code: 'PERSISTED_DOCUMENT_NOT_FOUND', message, details: { id } });
    } else if (only && (typeof text !== 'string' || !hashes.has(hashOf(text)))) {
      refuse(request, response, onlyKnown);
    } else {
      if (id !== null) replace(request, asked, text);
      next();
    }
  };
}
