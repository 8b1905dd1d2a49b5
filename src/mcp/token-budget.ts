/** Keeps an answer within the tokens that its reader wants to spend. */
import { formatCitedChunk, type CitedChunk } from './cited-chunk.js';

/** Characters of English prose that make one token of common models, rounded down so that the estimate errs high. */
const charactersPerToken = 4;

/** Tokens left for what stands around the passages: the headline, the version contract, how to go on. */
const frameTokens = 160;

/** A piece of a passage shorter than this does not help anybody. */
const leastUsefulTokens = 60;

/** On the high side. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

interface FittedChunks {
  readonly kept: readonly CitedChunk[];
  /** How many chunks did not fit. */
  readonly omitted: number;
}

/**
 * Takes chunks in their order until `maxTokens` is spent, by the larger of their two forms (JSON and text). The chunk that
 * crosses the limit is cut if a useful piece of it fits; the first one is always given, cut if need be.
 */
export function fitChunks(chunks: readonly CitedChunk[], maxTokens: number): FittedChunks {
  const kept: CitedChunk[] = [];
  let left = maxTokens - frameTokens;
  for (const chunk of chunks) {
    const cost = costOf(chunk);
    if (cost <= left) {
      kept.push(chunk);
      left -= cost;
      continue;
    }
    const piece = cutChunk(chunk, left, kept.length === 0);
    if (piece !== undefined) kept.push(piece);
    break;
  }
  return { kept, omitted: chunks.length - kept.length };
}

function costOf(chunk: CitedChunk): number {
  return Math.max(estimateTokens(JSON.stringify(chunk)), estimateTokens(formatCitedChunk(chunk, '#0')));
}

function cutChunk(chunk: CitedChunk, tokens: number, must: boolean): CitedChunk | undefined {
  const piece: CitedChunk = { ...chunk, truncated: true };
  delete piece.alsoAt;
  delete piece.alsoAtOmitted;
  delete piece.alsoIn;
  delete piece.changedIn;
  delete piece.alsoInOmitted;
  const room = tokens - costOf({ ...piece, text: '' });
  if (room < leastUsefulTokens && !must) return undefined;
  let limit = Math.max(room, leastUsefulTokens) * charactersPerToken;
  let text = cutText(piece.text, limit);
  while (costOf({ ...piece, text }) > tokens && limit > leastUsefulTokens * charactersPerToken) {
    limit = Math.floor(limit * 0.9);
    text = cutText(piece.text, limit);
  }
  return { ...piece, text };
}

/** At most `limit` characters, cut where a line, else a sentence, else a word ends. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit - 1);
  const ends = [head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1, head.lastIndexOf(' ')];
  const end = ends.find((position) => position > limit / 2) ?? head.length;
  return `${head.slice(0, end).trimEnd()}…`;
}
