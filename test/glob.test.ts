import { describe, expect, it } from '@jest/globals';
import { createGlob, createGlobList } from '../src/ingest/files/glob.js';

describe('a glob', () => {
  it.each([
    ['*.md', ['a.md', '.md'], ['a.txt', 'a/b.md', 'a.md.txt']],
    ['**/*.md', ['a.md', 'x/a.md', 'x/y/a.md'], ['x/a.txt']],
    ['**', ['a', 'x/y/z'], []],
    ['drafts/**', ['drafts/a', 'drafts/x/a'], ['draft/a', 'x/drafts/a']],
    ['drafts/', ['drafts/a', 'drafts/x/a'], ['drafts']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab']],
    ['x**y', ['xy', 'xaby'], ['xa/by']],
    ['?.md', ['a.md', '😀.md'], ['.md', 'ab.md', '/.md']],
    ['[a-c1].md', ['b.md', '1.md'], ['d.md', '-.md']],
    ['[!a-c].md', ['d.md'], ['a.md', '/.md']],
    ['[]x].md', ['].md', 'x.md'], ['y.md']],
    ['*.{md,rst}', ['a.md', 'a.rst'], ['a.txt', 'a.{md,rst}']],
    ['{en,de/{at,ch}}/*', ['en/a', 'de/at/a'], ['de/a', 'at/a']],
    ['{**/,}a', ['a', 'x/a', 'x/y/a'], ['xa']],
    ['{a,**}', ['a', 'x/y'], []],
    ['a{,b}', ['a', 'ab'], ['abb']],
    ['{a,{b},c}', ['a', '{b}', 'c'], ['b', '{a,{b}']],
    ['{a}', ['{a}'], ['a']],
    ['{a,b', ['{a,b'], ['a', 'b']],
    ['[a', ['[a'], ['a']],
    ['12.5(1)SU4/+x', ['12.5(1)SU4/+x'], ['12.51SU4/x']],
    ['\\*.md', ['*.md'], ['a.md']],
    ['a\\', ['a\\'], ['a']],
    ['./guide/*.md', ['guide/a.md'], ['./guide/a.md']],
    ['/guide/*.md', ['guide/a.md'], []],
  ])('%s', (glob, fitting, others) => {
    const fits = createGlob(glob);
    expect(fitting.filter((path) => !fits(path))).toEqual([]);
    expect(others.filter(fits)).toEqual([]);
  });

  it.each([
    ['stars', '*a'.repeat(250), 'a'.repeat(400)],
    ['folders', '**/'.repeat(160) + 'b', 'a/'.repeat(200)],
    ['alternatives', '{a,aa}'.repeat(80) + 'b', 'a'.repeat(160)],
    ['nested alternatives', '{a,'.repeat(120) + 'b' + '}'.repeat(120), 'b'.repeat(200)],
    ['open braces', '{'.repeat(500), '{'.repeat(499)],
    ['sets', '*[a]'.repeat(120), 'a'.repeat(119)],
  ])('of many %s takes no longer than its length asks for', (_name, glob, path) => {
    const fits = createGlob(glob);
    const answers = Array.from({ length: 20 }, (_, at) => fits(path + 'x'.repeat(at)));
    expect(answers).toHaveLength(20);
  });
});

describe('a list of globs', () => {
  it('takes out again what one with ! names, in the order of the list', () => {
    const fits = createGlobList(['**/*.md', '!drafts/**', 'drafts/kept.md']);
    expect(['a.md', 'drafts/a.md', 'drafts/kept.md', 'a.txt'].filter(fits)).toEqual(['a.md', 'drafts/kept.md']);
  });
});
