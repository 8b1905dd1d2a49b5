/** What a line of the log says of an error. */
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { BadInputError } from '../src/errors.js';
import { createLogger } from '../src/logger.js';

/** The one line that logging the error writes. */
function lineOf(error: unknown): { readonly err: Readonly<Record<string, unknown>> } {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  createLogger('error', destination).error({ err: error }, 'it failed');
  return JSON.parse(text) as { err: Record<string, unknown> };
}

test('says what failed and where, with codes, but not the client that it came from', () => {
  const client = { connectionParameters: { user: 'reader', host: '192.0.2.1' }, password: 'hunter2' };
  const error = Object.assign(new Error('terminating connection'), { code: '57P01', severity: 'FATAL', client });
  const { err } = lineOf(error);
  expect(err).toMatchObject({ type: 'Error', message: 'terminating connection', code: '57P01', severity: 'FATAL' });
  expect(err['stack']).toContain('logger.test');
  expect(JSON.stringify(err)).not.toMatch(/reader|192\.0\.2\.1|hunter2/);
});

test('keeps the details of errors of McDewey, causes and what failed together', () => {
  expect(lineOf(new BadInputError('too long', { field: 'name', limit: 3 })).err).toMatchObject({
    details: { field: 'name', limit: 3 },
  });
  expect(lineOf(new Error('not read', { cause: new Error('no such file') })).err['message']).toContain('no such file');
  const both = Object.assign(new Error('left'), { client: { secret: 'hunter2' } });
  const { err } = lineOf(new AggregateError([both, new Error('right')], 'both failed'));
  expect(err['together']).toEqual(['left', 'right']);
  expect(JSON.stringify(err)).not.toContain('hunter2');
});
