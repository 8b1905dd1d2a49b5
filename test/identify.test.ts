/** Who counts as being on this machine. */
import { describe, expect, it } from '@jest/globals';
import { createIdentify } from '../src/access/identify.js';
import { authorize, may } from '../src/access/may.js';

const local = { host: '127.0.0.1:4000' };

function callerWith(options: Partial<Parameters<typeof createIdentify>[0]>, headers: Record<string, string>) {
  return createIdentify({ host: '127.0.0.1', allowRemoteChanges: false, ...options })({ headers }, 'GRAPHQL');
}

describe('a request is of this machine', () => {
  it.each([
    ['by its address', {}, local],
    ['by IPv6', { host: '::1' }, { host: '[::1]:4000' }],
    ['from its own page', {}, { ...local, origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-origin' }],
    ['from an address that somebody typed', {}, { ...local, 'sec-fetch-site': 'none' }],
    ['from anywhere, if the setting says so', { host: '0.0.0.0', allowRemoteChanges: true }, { host: 'docs.example' }],
  ])('%s', (_name, options, headers) => {
    const caller = callerWith(options, headers);
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
  ])('%s', (_name, options, headers) => {
    const caller = callerWith(options, headers);
    expect(caller.kind).toBe('ANONYMOUS');
    expect(may(caller, 'library.read')).toBe(true);
    expect(() => {
      authorize(caller, 'ingest.run');
    }).toThrow(expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('ALLOW_REMOTE') }));
  });
});
