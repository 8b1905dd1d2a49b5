/** The words of a document, asked when a word was broken at the end of a line. */

/** Longer words are looked at from their end. */
const MAX_WORD = 80;

export interface Vocabulary {
  has(word: string): boolean;
  hasCompound(word: string): boolean;
}

/** @param lines of the document; the last word of a line that ends in a hyphen and the word after it don't count. */
export function createVocabulary(lines: Iterable<string>): Vocabulary {
  const words = new Set<string>();
  const compounds = new Set<string>();
  let broken = false;
  for (const line of lines) {
    const tokens = line.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*-?/gu) ?? [];
    for (const [at, token] of tokens.entries()) {
      if (at === 0 && broken) continue;
      if (token.endsWith('-')) continue;
      if (token.includes('-')) compounds.add(token);
      else words.add(token);
    }
    broken = /[\p{L}]-$/u.test(line.trimEnd());
  }
  return { has: (word) => words.has(word.toLowerCase()), hasCompound: (word) => compounds.has(word.toLowerCase()) };
}

/**
 * Joins a line to the text before it. A hyphen at the end is dropped when the document writes the word without one, or
 * when it can only be a break; it stays in compounds, names and numbers.
 */
export function joinedLines(before: string, after: string, vocabulary: Vocabulary): string {
  const left = before.trimEnd();
  const right = after.trimStart();
  if (left === '' || right === '') return left + right;
  if (isIdeographic(left.at(-1) ?? '') && isIdeographic(right.charAt(0))) return left + right;
  // Only the end counts; looking through all of a growing paragraph for each of its lines would be quadratic.
  const end = left.slice(-MAX_WORD);
  const head = /([\p{L}\p{N}][\p{L}\p{N}-]*)[-\u2010\u00ad]$/u.exec(end)?.[1];
  const tail = /^[\p{L}\p{N}]+/u.exec(right)?.[0];
  if (head === undefined || tail === undefined)
    return /[\p{L}\p{N}][-/]$/u.test(end) && tail !== undefined ? left + right : `${left} ${right}`;
  return isBreak(head, tail, vocabulary) ? left.slice(0, -1) + right : left + right;
}

function isBreak(head: string, tail: string, vocabulary: Vocabulary): boolean {
  const last = head.slice(head.lastIndexOf('-') + 1);
  if (vocabulary.hasCompound(`${head}-${tail}`)) return vocabulary.has(last + tail) && !vocabulary.has(tail);
  if (vocabulary.has(last + tail)) return true;
  if (!/^\p{Ll}/u.test(tail) || /\p{N}/u.test(last + tail) || last.length < 2) return false;
  // Neither spelling occurs elsewhere: two words that both stand alone are a compound, anything else was broken.
  return !(last.length > 3 && tail.length > 3 && vocabulary.has(last) && vocabulary.has(tail));
}

function isIdeographic(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(character);
}
