/** Texts that no name, query or key holds, and that Postgres can't take. */

/** NUL and other control characters but tab and line breaks; halves of a character. */
// eslint-disable-next-line no-control-regex -- They are what it looks for.
const UNFIT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Surrogate}/u;

export function isUnfitText(text: string): boolean {
  return UNFIT.test(text);
}
