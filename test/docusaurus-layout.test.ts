/** Versions of a Docusaurus site that is given as a folder. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planSource } from '../src/ingest/source/plan-source.js';
import { writeFiles } from './testkit/library.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mcdewey-docusaurus-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function planned(name: string, files: Readonly<Record<string, string>>, product?: string) {
  const path = join(root, name);
  await writeFiles(path, files);
  const plan = await planSource(path, { vendor: 'V', ...(product !== undefined && { product }) });
  return plan.documents.map(({ product, version, slug }) => [
    ...[product.slug, version.label, version.preview ?? false, slug],
  ]);
}

it('are the folders of its versions, and what comes next as a preview', async () => {
  const files = { 'docs/a.md': 'x', 'versioned_docs/version-2.1/a.md': 'x', 'versioned_docs/version-2.1/b/c.md': 'x' };
  const expected = [
    ['box', 'next', true, 'a'],
    ['box', '2.1', false, 'a'],
    ['box', '2.1', false, 'b'],
  ];
  expect(await planned('box', files)).toEqual(expected);
  expect(await planned('site', files, 'box')).toEqual(expected);
});

it('are of the product that an instance of it documents', async () => {
  expect(await planned('all', { 'cli_versioned_docs/version-1/a.md': 'x' })).toEqual([['cli', '1', false, 'a']]);
});

it('are folders like any other where no version has the form', async () => {
  expect(await planned('plain', { 'docs/1.0/a.md': 'x' })).toEqual([['docs', '1.0', false, 'a']]);
});
