/** YAML of others is refused where it is nested deeper than anybody writes, before the parser runs out of stack. */
import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../src/bounded-yaml.js';
import { parseManifest } from '../src/ingest/source/parse-manifest.js';

const deep = 50_000;
const indented = Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');

describe('too deep', () => {
  test.each([
    ['brackets', '['.repeat(deep)],
    ['brackets with tags', '!['.repeat(deep)],
    ['braces', '{a: '.repeat(deep)],
    ['lists on one line', `${'- '.repeat(deep)}a`],
    ['keys on one line', '? '.repeat(deep)],
    ['indentation', indented],
  ])('%s', (_what, text) => {
    expect(() => parseYaml(text, {})).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    expect(() => parseManifest(text, 'library.yaml')).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }));
  });
});

describe('as deep as it looks', () => {
  test.each([
    ['many lists one after the other', '- [a, {b: c}]\n'.repeat(1_000), 1_000],
    ['a text with brackets', `- "${'['.repeat(deep)}"`, 1],
    ['a text that is indented far', `- |\n${' '.repeat(2_000)}a`, 1],
  ])('%s', (_what, text, length) => {
    expect(parseYaml(text, {})).toHaveLength(length);
  });
});
