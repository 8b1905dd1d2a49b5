/** Tells words, which are found in all their inflections, from names, which are found as they are written. */

export function isPlainWord(text: string): boolean {
  return /^\p{L}+$/u.test(text);
}
