/** Who sends a request: by a key, by a session, as somebody unknown, or as being on this machine. */
import { describe, expect, it } from '@jest/globals';
import { createIdentify, type IdentifyOptions } from '../src/access/identify.js';
import { authorize, may } from '../src/access/may.js';
import type { Principal, Principals } from '../src/access/principals.js';
import { anonymous, type Caller } from '../src/caller.js';

const local = { host: '127.0.0.1:4000' };

const nobodyAdministers: Principals = {
  find: () => Promise.resolve(null),
  hasAdministrator: () => Promise.resolve(false),
  forget: () => undefined,
};

async function callerWith(options: Partial<IdentifyOptions>, headers: Record<string, string>): Promise<Caller> {
  const identify = createIdentify({
    host: '127.0.0.1',
    principals: nobodyAdministers,
    requireLogin: false,
    sessionSecret: () => undefined,
    ...options,
  });
  return (await identify({ headers, method: 'POST' }, 'GRAPHQL')).callerAt('GRAPHQL');
}

describe('a request is of this machine', () => {
  it.each([
    ['by its address', {}, local],
    ['by IPv6', { host: '::1' }, { host: '[::1]:4000' }],
    ['from its own page', {}, { ...local, origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-origin' }],
    ['from an address that somebody typed', {}, { ...local, 'sec-fetch-site': 'none' }],
  ])('%s', async (_name, options, headers) => {
    const caller = await callerWith(options, headers);
    expect(caller).toMatchObject({ kind: 'MACHINE', door: 'GRAPHQL' });
    expect(may(caller, 'ingest.run')).toBe(true);
  });
});

describe('a request is of somebody unknown, who may read and change nothing, through', () => {
  it.each([
    ['a service that listens for other machines', { host: '0.0.0.0' }, local],
    ['a service with a public address', { publicUrl: 'https://docs.example' }, local],
    ['a name that was bound to this machine', {}, { host: 'evil.example:4000' }],
    ['a name that only looks like this machine', {}, { host: 'localhost.evil.example' }],
    ["another site's page", {}, { ...local, origin: 'https://evil.example' }],
    ['a page of another port of this machine', {}, { ...local, origin: 'http://127.0.0.1:5173' }],
    ['a page whose browser says that it is of another site', {}, { ...local, 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbour', {}, { ...local, 'sec-fetch-site': 'same-site' }],
    ['a page without an origin of its own', {}, { ...local, origin: 'null' }],
    ['a caller that names no host', {}, {}],
    ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip', 'cf-ray'].map(
      (header) => [`a proxy that says ${header}`, {}, { ...local, [header]: '203.0.113.9' }] as const,
    ),
  ])('%s', async (_name, options, headers) => {
    const caller = await callerWith(options, headers);
    expect(caller.kind).toBe('ANONYMOUS');
    expect(may(caller, 'library.read')).toBe(true);
    expect(() => {
      authorize(caller, 'ingest.run');
    }).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('mcdewey accounts link') }),
    );
  });
});

describe('a library with accounts', () => {
  const key: Caller = { ...anonymous('GRAPHQL'), kind: 'KEY', id: 'k', name: 'script', role: 'CURATOR' };
  const account: Caller = { ...key, kind: 'ACCOUNT', id: 'a', name: 'Ada' };
  const known: Readonly<Record<string, Principal>> = {
    mcdewey_key_1: { caller: key, sessionId: null, expiresAt: null },
    mcdewey_session_1: { caller: account, sessionId: 's', expiresAt: null },
  };
  const principals: Principals = {
    ...nobodyAdministers,
    find: (secret) => Promise.resolve(known[secret] ?? null),
    hasAdministrator: () => Promise.resolve(true),
  };
  const identify = createIdentify({
    host: '127.0.0.1',
    principals,
    requireLogin: false,
    sessionSecret: ({ headers }) => headers.cookie,
  });
  const session = { ...local, cookie: 'mcdewey_session_1' };
  const callerOf = async (headers: Record<string, string>, method = 'POST') => {
    const { callerAt, sessionId } = await identify({ headers, method }, 'GRAPHQL');
    const { kind, door } = callerAt('MCP');
    return { kind, door, sessionId };
  };

  it.each(['Bearer mcdewey_key_1', 'bearer   mcdewey_key_1  '])('knows a key: %s', async (authorization) => {
    const expected = { kind: 'KEY', door: 'MCP', sessionId: null };
    expect(await callerOf({ ...local, authorization })).toEqual(expected);
    expect(await callerOf({ ...session, authorization })).toEqual(expected);
  });

  it.each(['mcdewey_key_2', 'mcdewey_session_1'])('refuses what is no key: %s', async (secret) => {
    await expect(callerOf({ ...session, authorization: `Bearer ${secret}` })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'The API key is invalid, expired or revoked.',
    });
  });

  const evil = { ...session, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  it.each<[string, string, Record<string, string>, string]>([
    ['counts', 'POST', session, 'ACCOUNT'],
    ['counts on a page of its own', 'POST', { ...session, origin: 'http://127.0.0.1:4000' }, 'ACCOUNT'],
    ['does not count for what another site has sent', 'POST', evil, 'ANONYMOUS'],
    ['counts for what another site links to', 'GET', evil, 'ACCOUNT'],
    ['counts for the headers of it', 'HEAD', evil, 'ACCOUNT'],
    ['does not count once it has ended', 'GET', { ...session, cookie: 'mcdewey_session_2' }, 'ANONYMOUS'],
    ['does not count where there is none', 'GET', local, 'ANONYMOUS'],
  ])('a session %s', async (_case, method, headers, kind) => {
    expect(await callerOf(headers, method)).toEqual({ kind, door: 'MCP', sessionId: kind === 'ACCOUNT' ? 's' : null });
  });

  it.each([
    [false, true],
    [true, false],
  ])('tells who is unknown to sign in; closed: %s', async (requireLogin, mayRead) => {
    const caller = await callerWith({ principals, requireLogin }, local);
    expect(may(caller, 'library.read')).toBe(mayRead);
    expect(() => {
      authorize(caller, 'ingest.run');
    }).toThrow(
      expect.objectContaining({
        code: 'UNAUTHENTICATED',
        message: 'You may not start or stop ingests. Sign in, or send an API key as a bearer token.',
      }),
    );
  });
});
