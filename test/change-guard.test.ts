import { describe, expect, it } from '@jest/globals';
import { createChangeGuard } from '../src/server/change-guard.js';

const local = { host: '127.0.0.1:4000' };
const forbidden = expect.objectContaining({ code: 'FORBIDDEN' }) as unknown;

function answer(options: Partial<Parameters<typeof createChangeGuard>[0]>, headers: Record<string, string>): unknown {
  try {
    createChangeGuard({ host: '127.0.0.1', allowRemoteChanges: false, ...options }).check(headers);
    return 'allowed';
  } catch (error) {
    return error;
  }
}

describe('changes', () => {
  it.each([
    ['on this machine', {}, local],
    ['by IPv6', { host: '::1' }, { host: '[::1]:4000' }],
    ['from a page of this machine', {}, { ...local, origin: 'http://localhost:5173' }],
    ['from anywhere, if the setting says so', { host: '0.0.0.0', allowRemoteChanges: true }, { host: 'docs.example' }],
  ])('are allowed %s', (_name, options, headers) => {
    expect(answer(options, headers)).toBe('allowed');
  });

  it.each([
    ['a service that listens for other machines', { host: '0.0.0.0' }, local],
    ['a service with a public address', { publicUrl: 'https://docs.example' }, local],
    ['a name that was bound to this machine', {}, { host: 'evil.example:4000' }],
    ['a name that only looks like this machine', {}, { host: 'localhost.evil.example' }],
    ["another site's page", {}, { ...local, origin: 'https://evil.example' }],
    ['a page without an origin of its own', {}, { ...local, origin: 'null' }],
    ['a proxy', {}, { ...local, 'x-forwarded-for': '203.0.113.9' }],
    ['a caller that names no host', {}, {}],
  ])('are refused through %s', (_name, options, headers) => {
    expect(answer(options, headers)).toEqual(forbidden);
  });
});
