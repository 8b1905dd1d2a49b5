/** Turns words of a query into regular expressions of Postgres. */

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}

/** Matches the text wherever it stands, however its white space was broken into lines. */
export function textPattern(text: string): string {
  return text.trim().split(/\s+/u).map(escaped).join('\\s+');
}

/** Like `textPattern`, but not inside a longer word. */
export function wordPattern(text: string): string {
  return `(^|\\W)${textPattern(text)}($|\\W)`;
}
