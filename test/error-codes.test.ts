/** The codes of errors: in the schema, in the documentation, and in nothing else. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { isEnumType } from 'graphql';
import { ERROR_CODES } from '../src/errors.js';
import { schema } from './testkit/graphql.js';

const root = new URL('..', import.meta.url).pathname;

test('docs/errors.md says of every code of the schema what it means and what to do, and of no other', async () => {
  const type = schema.getType('ErrorCode');
  if (!isEnumType(type)) throw new Error('ErrorCode is no enum');
  const text = await readFile(`${root}docs/errors.md`, 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` *\|(.*)\|$/gm)];
  const codes = type.getValues().map(({ name }) => name);
  expect(rows.map(([, code]) => code).sort()).toEqual(codes.sort());
  for (const [row, , cells = ''] of rows) {
    expect([row, cells.split('|').filter((cell) => cell.trim() !== '').length]).toEqual([row, 4]);
  }
  expect(codes).toEqual(expect.arrayContaining([...ERROR_CODES]));
});
