/** Shows a piece of Markdown as plain words, with those of the query marked. */
import type { JSX } from 'preact';

/** The words of Markdown without its marks: enough for a few lines under a result. */
export function plainWords(markdown: string): string {
  return markdown
    .replaceAll(/^\s*(?:`{3,}|~{3,}).*$/gm, ' ')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*(?:\)|$)/g, '$1')
    .replaceAll(/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/gm, ' ')
    .replaceAll(/^\s{0,3}(?:#{1,6}|>|[*+-])\s+/gm, '')
    .replaceAll(/\|\s*$|^\s*\|/gm, ' ')
    .replaceAll(/\s*\|\s*/g, ' · ')
    .replaceAll(/(\*\*|__|`+)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Matches the words of a query and their simple inflections; undefined when it has none worth marking. */
export function queryPattern(query: string): RegExp | undefined {
  const words = query
    .replaceAll(/(^|\s)(?:-|\w+:)\S+/g, ' ')
    .match(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu)
    ?.map((word) => word.replace(/[._-]+$/, ''))
    .filter((word) => word.length > 1 && !stopWords.has(word.toLowerCase()));
  if (words === undefined || words.length === 0) return undefined;
  const stems = words.map((word) => (word.length > 5 ? word.replace(/(?:ings?|ed|es|s|e)$/i, '') : word));
  const alternatives = stems
    .toSorted((a, b) => b.length - a.length)
    .map((stem) => stem.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])((?:${alternatives.join('|')})[\\p{L}\\p{N}]{0,4})(?![\\p{L}\\p{N}])`, 'giu');
}

const stopWords = new Set(
  'a an and are as at be by can do for from how i in is it of on or the to what when where which with'.split(' '),
);

export function Excerpt({
  text,
  pattern,
}: {
  readonly text: string;
  readonly pattern: RegExp | undefined;
}): JSX.Element {
  const words = plainWords(text);
  if (pattern === undefined) return <>{words}</>;
  // Splitting by one captured group gives plain and matched pieces by turns.
  return <>{words.split(pattern).map((piece, index) => (index % 2 === 1 ? <mark>{piece}</mark> : piece))}</>;
}
