import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseIngestRequest } from '../src/ingest/source/ingest-request.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(() => library.close());

const unfit = [
  ['NUL', 'a\0b'],
  ['a control character', 'a\x07b'],
  ['half of a character', 'a\ud800b'],
] as const;

const questions: Readonly<Record<string, string>> = {
  chunk: 'query Q($text: String!) { chunk(key: $text) { key } }',
  product: 'query Q($text: String!) { product(slug: $text) { slug } }',
  search: 'query Q($text: String!) { search(query: $text) { hits { nodes { rank } } } }',
  catalogueNamed: 'query Q($text: String!) { catalogueNamed(words: $text) { id } }',
  suggest: 'query Q($text: String!) { suggest(prefix: $text) { text } }',
  document: 'query Q($text: String!) { documentByPath(path: $text) { title } }',
  node: 'query Q($text: ID!) { node(id: $text) { id } }',
  createUpload: 'mutation Q($text: String!) { createUpload(input: { name: $text }) { upload { id } } }',
};

describe.each(unfit)('a text with %s', (_name, text) => {
  it.each(Object.entries(questions))('is bad input to %s', async (_field, source) => {
    await expect(library.ask(source, { text })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('is bad input as a name of an ingest, whichever door it comes through', () => {
    const named = { kind: 'UPLOAD', location: 'a.md', options: { vendor: text } };
    expect(() => parseIngestRequest(named)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    const placed = { kind: 'FOLDER', location: `/a${text}`, options: {} };
    expect(() => parseIngestRequest(placed)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});

it('written into the operation itself, it makes that invalid', async () => {
  const written = 'query Q { chunk(key: "a\\u0000b") { key } }';
  await expect(library.ask(written)).rejects.toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
});

it('tabs and line breaks are taken', async () => {
  expect(await library.ask(questions['chunk'] ?? '', { text: 'a\tb\nc' })).toEqual({ chunk: null });
});
