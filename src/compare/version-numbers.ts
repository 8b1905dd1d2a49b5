/**
 * What differs between two versions on nearly every page: the product's own release numbers. Texts that differ in nothing
 * else, or in white space only, say the same.
 */
import { UNVERSIONED } from '../store/version-order.js';

export interface VersionLabels {
  readonly from: string;
  readonly to: string;
}

export type Neutral = (text: string) => string;

/**
 * Gives a function that puts `#` wherever a text names a release of either line (of 1.8.2: 1.8, 1.8.0, v1.8.x, …), and
 * collapses white space. Numbers of other lines stay: they may be those of another product.
 */
export function neutralText({ from, to }: VersionLabels): Neutral {
  const lines = [from, to].flatMap((label) => spellings(label).filter((name) => /^\d+\.\d+$/.test(name)));
  const patterns = [
    ...[from, to].flatMap((label) => spellings(label).map(quoted)),
    ...lines.map((line) => `${quoted(line)}\\.(?:\\d+|x)`),
  ];
  return replacing(patterns);
}

/** The same of a heading: only the versions themselves, and the number of the section before it. Lower case. */
export function neutralHeading({ from, to }: VersionLabels): Neutral {
  const neutral = replacing([from, to].flatMap((label) => spellings(label).map(quoted)));
  return (heading) =>
    neutral(heading)
      .replace(/^(?:\d+(?:\.\d+)*\.?|[A-Z]\.(?:\d+\.?)*) (?=\S)/, '')
      .toLowerCase();
}

export function collapsed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** `v1.8.2` → `v1.8.2`, `1.8.2`, `1.8`, `1.8.x`. A number alone is too common to mean the version. */
function spellings(label: string): string[] {
  if (label === UNVERSIONED) return [];
  const bare = label.replace(/^v(?=\d)/i, '').replace(/\.x$/i, '');
  const line = /^\d+\.\d+/.exec(bare)?.[0];
  return [label, bare, ...(line === undefined ? [] : [line, `${line}.x`])].filter((name) => !/^\d*$/.test(name));
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function replacing(patterns: readonly string[]): Neutral {
  if (patterns.length === 0) return collapsed;
  const longestFirst = [...new Set(patterns)].sort((a, b) => b.length - a.length);
  const own = new RegExp(`(?<![\\w.])v?(?:${longestFirst.join('|')})(?!\\w|\\.\\d)`, 'giu');
  return (text) => collapsed(text.replace(own, '#'));
}
