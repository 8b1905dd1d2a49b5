/** Groups texts for one request each. */

/** @returns consecutive groups of at most `count` texts and `characters` characters; a longer text is alone. */
export function batchTexts(texts: readonly string[], count: number, characters: number): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let size = 0;
  for (const text of texts) {
    if (batch.length > 0 && (batch.length === count || size + text.length > characters)) {
      batches.push(batch);
      batch = [];
      size = 0;
    }
    batch.push(text);
    size += text.length;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
