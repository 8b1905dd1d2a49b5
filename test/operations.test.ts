/** Every GraphQL document that the tools and the pages run is valid against the committed schema. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, Kind, parse, validate } from 'graphql';
import type { Operation } from '../src/executor.js';
import * as tools from '../src/mcp/operations.js';
import { chunkPageOperation } from '../src/site/operations/chunk-page.js';
import { documentChunksOperation } from '../src/site/operations/document-chunks.js';
import { documentContentsOperation } from '../src/site/operations/document-contents.js';
import { productPageOperation } from '../src/site/operations/product-page.js';
import { searchPageOperation } from '../src/site/operations/search-page.js';
import { shelvesPageOperation } from '../src/site/operations/shelves-page.js';

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
const pages = [
  chunkPageOperation,
  documentChunksOperation,
  documentContentsOperation,
  productPageOperation,
  searchPageOperation,
  shelvesPageOperation,
];
const operations = [...Object.values(tools), ...pages] as Operation[];

test.each(operations.map((operation) => [operation.name, operation] as const))('%s', (name, { source }) => {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const named = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  expect(named.map((definition) => definition.name?.value)).toEqual([name]);
});

test('names are not used twice', () => {
  expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
});
