import { expect, test } from '@jest/globals';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { isConnectionLost } from '../src/store/connection-lost.js';

const withCode = (code: string, more: object = {}) => Object.assign(new Error('as it says'), { code, ...more });

const lost: readonly (readonly [string, Error])[] = [
  ['the server is shut down', withCode('57P01')],
  ['a transaction was idle for too long', withCode('25P03')],
  ['the socket broke off', withCode('ECONNRESET')],
  ['the socket is not there', withCode('ENOENT', { syscall: 'connect' })],
  ['a connection of TypeORM is gone', new QueryRunnerAlreadyReleasedError()],
  ['a transaction of TypeORM is gone with its connection', new QueryRunnerProviderAlreadyReleasedError()],
];

test.each(lost)('lost: %s', (_what, error) => {
  expect(isConnectionLost(error)).toBe(true);
});

const other: readonly (readonly [string, Error])[] = [
  ['a key that is there already', withCode('23505')],
  ['another file that is missing', withCode('ENOENT', { syscall: 'open' })],
  ['a mistake of a program', new TypeError('x is not a function')],
];

test.each(other)('not lost: %s', (_what, error) => {
  expect(isConnectionLost(error)).toBe(false);
});
