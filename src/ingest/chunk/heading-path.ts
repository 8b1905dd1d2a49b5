/** The headings that a passage stands under. */
import type { ReadFile } from '../read/page-reader.js';

/** Longer paths lose headings from the middle: they would push the passage out of the model's window. */
const MAX_CHARACTERS = 300;

/**
 * From the file's title down to the section. The title is left out where a top heading took its place, and so is a
 * heading that repeats the one above it.
 */
export function headingPathOf(file: Pick<ReadFile, 'title' | 'sections'>, section: number | null): string[] {
  const path: string[] = [];
  for (let at = section; at !== null;) {
    const found = file.sections[at];
    if (found === undefined) break;
    path.unshift(found.heading);
    at = found.parent;
    if (at === null && (found.depth > 1 || isTitled(file))) path.unshift(file.title);
  }
  if (path.length === 0) path.push(file.title);
  return shortened(path.filter((heading, at) => at === 0 || !sameWords(heading, path[at - 1] ?? '')));
}

/** True when the title is the file's own and not the first top heading's. */
function isTitled(file: Pick<ReadFile, 'title' | 'sections'>): boolean {
  return file.sections.find(({ depth }) => depth === 1)?.heading !== file.title;
}

function sameWords(a: string, b: string): boolean {
  return wordsOf(a) === wordsOf(b);
}

function wordsOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function shortened(path: readonly string[]): string[] {
  const kept = [...path];
  while (kept.length > 2 && kept.join(' ').length > MAX_CHARACTERS) kept.splice(1, 1);
  return kept;
}
