/** The stretch of a text around what somebody looks for, cut between words. */

/** Half-open, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place where a term of the query stands. */
export interface Match extends Span {
  readonly term: string;
}

export interface Core extends Span {
  /** 0 when there is nothing to show. */
  readonly weight: number;
}

/** Stands where a text goes on. */
export const ellipsis = '…';

/** How often each term matches. */
export function frequencies(matches: readonly Match[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { term } of matches) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** The stretch of at most `room` units whose distinct terms weigh most; of equals the first. */
export function densest(matches: readonly Match[], room: number, weightOf: (term: string) => number): Core {
  let best: Core = { start: 0, end: 0, weight: 0 };
  for (const [at, { start }] of matches.entries()) {
    const seen = new Set<string>();
    let weight = 0;
    for (let next = at; next < matches.length; next += 1) {
      const match = matches[next];
      if (match === undefined || match.end - start > room) break;
      if (seen.has(match.term)) continue;
      seen.add(match.term);
      weight += weightOf(match.term);
      if (weight > best.weight) best = { start, end: match.end, weight };
    }
  }
  return best;
}

/** Fills up to `room` units around the core, a third of what is left before it, and breaks between words. */
export function windowAround(text: string, core: Span, room: number, within: Span): Span {
  const spare = Math.max(0, room - (core.end - core.start));
  const latestStart = Math.max(within.start, within.end - room);
  const wantedStart = Math.min(Math.max(within.start, core.start - Math.floor(spare / 3)), latestStart);
  const start = wantedStart === within.start ? wantedStart : startOfWord(text, wantedStart, core.start);
  const wantedEnd = Math.min(within.end, start + room);
  const end = wantedEnd === within.end ? wantedEnd : endOfWord(text, wantedEnd, Math.max(core.end, start));
  return { start, end };
}

function startOfWord(text: string, from: number, latest: number): number {
  const space = text.indexOf(' ', from - 1);
  return space === -1 || space + 1 > latest ? wholeCharacter(text, from) : space + 1;
}

function endOfWord(text: string, to: number, earliest: number): number {
  const space = text.lastIndexOf(' ', to);
  return space <= earliest ? wholeCharacter(text, to) : space;
}

/** Steps over the second half of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
