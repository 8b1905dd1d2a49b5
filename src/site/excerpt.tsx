/** The words under a result, with those of the query marked. */
import type { JSX } from 'preact';
import type { Highlight } from './operations/search-page.js';

export function Excerpt({ highlights }: { readonly highlights: readonly Highlight[] }): JSX.Element {
  return (
    <>{highlights.flatMap(({ pieces }) => pieces.map(({ text, isMatch }) => (isMatch ? <mark>{text}</mark> : text)))}</>
  );
}

/** The same without marks. */
export function excerptText(highlights: readonly Highlight[]): string {
  return highlights.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('');
}
