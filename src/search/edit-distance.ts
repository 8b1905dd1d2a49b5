/** How many slips of the keyboard lie between two words. */

/**
 * Optimal string alignment distance: letters inserted, left out, replaced, or two neighbours swapped, each 1 (Damerau
 * 1964 with the restriction that no part is edited twice). More than `most` is given as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  const over = most + 1;
  if (Math.abs(a.length - b.length) > most) return over;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? over) + 1, (row[j - 1] ?? over) + 1, (last[j - 1] ?? over) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? over) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return over;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? over, over);
}

function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const letter of whole) if (letter === part[at]) at += 1;
  return at === part.length;
}

function sortedLetters(word: string): string {
  return Array.from(word).sort().join('');
}

/**
 * Whether what was typed is the word with letters left out, doubled or swapped, and none replaced: `staus` is nearer to
 * `status` than to `stats`.
 */
export function keepsLetters(typed: string, word: string): boolean {
  return isWithin(typed, word) || isWithin(word, typed) || sortedLetters(typed) === sortedLetters(word);
}
