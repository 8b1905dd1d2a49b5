/** Splits running text by sentences, then by words, at last by characters. */
import { packed, type Piece, type Sizing } from './piece.js';

export function splitText(text: string, sizing: Sizing): Piece[] {
  const pieces = sentencesOf(text, sizing.language).flatMap((sentence) => {
    const tokens = sizing.countTokens(sentence);
    return tokens <= sizing.budget ? [{ text: sentence, tokens }] : splitWords(sentence, tokens, sizing);
  });
  return packed(pieces, sizing.budget, ' ');
}

/** @param tokens of `text`; says how many words fit, so that not every word has to be counted. */
export function splitWords(text: string, tokens: number, sizing: Sizing): Piece[] {
  const words = text.match(/\S+\s*/g) ?? [];
  if (words.length < 2) return splitCharacters(text.trim(), tokens, sizing);
  const pieces: Piece[] = [];
  let size = Math.max(1, Math.floor((words.length * sizing.budget * 0.9) / tokens));
  let from = 0;
  while (from < words.length) {
    const part = words
      .slice(from, from + size)
      .join('')
      .trimEnd();
    const counted = sizing.countTokens(part);
    if (counted > sizing.budget && size > 1) {
      size = Math.max(1, Math.floor(Math.min(size / 2, (size * sizing.budget * 0.9) / counted)));
      continue;
    }
    if (counted > sizing.budget) pieces.push(...splitCharacters(part, counted, sizing));
    else pieces.push({ text: part, tokens: counted });
    from += size;
    size = Math.max(1, Math.floor((size * sizing.budget * 0.9) / Math.max(1, counted)));
  }
  return pieces;
}

function splitCharacters(text: string, tokens: number, sizing: Sizing): Piece[] {
  const characters = Array.from(text);
  const size = Math.max(1, Math.floor((characters.length * sizing.budget * 0.8) / tokens));
  const pieces: Piece[] = [];
  for (let from = 0; from < characters.length; from += size) {
    const part = characters.slice(from, from + size).join('');
    const counted = sizing.countTokens(part);
    if (counted > sizing.budget && size > 1) pieces.push(...splitCharacters(part, counted, sizing));
    else pieces.push({ text: part, tokens: counted });
  }
  return pieces;
}

/** Characters that are segmented at once: a longer sentence is cut by its words anyway. */
const WINDOW = 4_000;

/**
 * Segments a window at a time and keeps nothing but the sentences: every segment holds a copy of all that was segmented
 * (V8), so that a paragraph of 100 kB took 400 MB.
 */
function sentencesOf(text: string, language: string | undefined): string[] {
  const segmenter = new Intl.Segmenter(supported(language), { granularity: 'sentence' });
  const sentences: string[] = [];
  for (let from = 0; from < text.length;) {
    const window = windowAt(text, from);
    let lastAt = 0;
    for (const { segment, index } of segmenter.segment(window)) {
      sentences.push(segment.trim());
      lastAt = index;
    }
    // The end of a window is no end of a sentence: the last one begins the next window.
    const goesOn = lastAt > 0 && from + window.length < text.length;
    if (goesOn) sentences.pop();
    from += goesOn ? lastAt : window.length;
  }
  return sentences.filter((sentence) => sentence !== '');
}

/** Ends between two words, if there are any. */
function windowAt(text: string, from: number): string {
  const window = text.slice(from, from + WINDOW);
  return from + WINDOW < text.length ? (/^[\s\S]*\s/.exec(window)?.[0] ?? window) : window;
}

function supported(language: string | undefined): string {
  try {
    return Intl.Segmenter.supportedLocalesOf(language ?? 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}
