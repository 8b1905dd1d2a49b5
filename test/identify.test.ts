/** Who counts as being on this machine. */
import { describe, expect, it } from '@jest/globals';
import { createIdentify, type IdentifyOptions } from '../src/access/identify.js';
import { authorize, may } from '../src/access/may.js';
import type { Principals } from '../src/access/principals.js';
import type { Caller } from '../src/caller.js';

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
