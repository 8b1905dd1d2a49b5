/** The codes of errors: in the schema, in the documentation, and in nothing else. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { isEnumType } from 'graphql';
import { ERROR_CODES } from '../src/errors.js';
import { schema } from './testkit/graphql.js';

const root = new URL('..', import.meta.url).pathname;

const sections = async (): Promise<readonly string[]> =>
  (await readFile(`${root}docs/errors.md`, 'utf8')).split('## What a mutation refuses');
const rowsOf = (text: string) => [...text.matchAll(/^\| `([A-Z_]+)` *\|(.*)\|$/gm)];

test.each([
  ['ErrorCode', 0, 4],
  ['UserErrorCode', 1, 2],
])('docs/errors.md says of every %s what it means and what to do, and of no other', async (name, section, columns) => {
  const type = schema.getType(name);
  if (!isEnumType(type)) throw new Error(`${name} is no enum`);
  const rows = rowsOf((await sections())[section] ?? '');
  const codes = type.getValues().map((value) => value.name);
  expect(rows.map(([, code]) => code).sort()).toEqual(codes.sort());
  for (const [row, , cells = ''] of rows) {
    expect([row, cells.split('|').filter((cell) => cell.trim() !== '').length]).toEqual([row, columns]);
  }
});

test('the schema knows every code of errors', () => {
  const type = schema.getType('ErrorCode');
  expect(isEnumType(type) && type.getValues().map(({ name }) => name)).toEqual(
    expect.arrayContaining([...ERROR_CODES]),
  );
});
