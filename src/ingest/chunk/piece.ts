/** Text with its size; what splitting gives and packing takes. */

export interface Piece {
  readonly text: string;
  /** In tokens of the embedding model. */
  readonly tokens: number;
}

/** How large pieces may be and how that is measured. Counting is costly: every text is counted once. */
export interface Sizing {
  /** No piece is larger, unless it can't be helped. */
  readonly budget: number;
  countTokens(text: string): number;
  /** BCP 47; where sentences end depends on it. */
  readonly language?: string;
}

/** Joins neighbours as long as they stay within the budget. Greedy from the start, so the same text gives the same pieces. */
export function packed(pieces: readonly Piece[], budget: number, joiner: string): Piece[] {
  const groups: { texts: string[]; tokens: number }[] = [];
  for (const { text, tokens } of pieces) {
    const group = groups.at(-1);
    if (group !== undefined && group.tokens + tokens <= budget) {
      group.texts.push(text);
      group.tokens += tokens;
    } else groups.push({ texts: [text], tokens });
  }
  return groups.map(({ texts, tokens }) => ({ text: texts.join(joiner), tokens }));
}
