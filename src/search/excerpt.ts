/** The part of a text that shows best why it was found. */
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();
const ellipsis = '…';
const word = /[\p{L}\p{N}_]+/gu;

/** Shortest beginning that counts as the same word, so that `install` finds `installed`. */
const shortestStem = 4;

interface Match {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Plain text of at most `maxLength` UTF-16 units around the words of the query: the stretch that holds most of them,
 * rare ones counting more; of equals the first. Without any word of the query, the beginning.
 * @param text Markdown. Markup, raw HTML included, does not appear in the result.
 */
export function excerptOf(text: string, query: string, maxLength: number): string {
  const plain = plainText(text);
  if (plain.length <= maxLength) return plain;
  const core = densest(matchesOf(plain, query), maxLength - 2 * ellipsis.length);
  return cut(plain, core, maxLength);
}

/** Markdown without its markup, white space collapsed. */
export function plainText(text: string): string {
  return textOf(markdown.parse(text)).replace(/\s+/gu, ' ').trim();
}

function textOf(node: Nodes): string {
  if (node.type === 'html') return ' ';
  if ('value' in node) return node.value;
  if (node.type === 'break') return ' ';
  if (!('children' in node)) return '';
  const between = node.children.some((child) => isPhrasing(child)) ? '' : ' ';
  return node.children.map((child) => textOf(child)).join(between);
}

function isPhrasing({ type }: Nodes): boolean {
  return type === 'text' || type === 'inlineCode' || type === 'emphasis' || type === 'strong' || type === 'link';
}

function matchesOf(plain: string, query: string): Match[] {
  const terms = new Set(query.toLowerCase().match(word));
  return [...plain.matchAll(word)].flatMap((found) => {
    const written = found[0].toLowerCase();
    const term = terms.has(written) ? written : [...terms].find((candidate) => sameStem(candidate, written));
    return term === undefined ? [] : { start: found.index, end: found.index + written.length, term };
  });
}

function sameStem(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= shortestStem && long.startsWith(short);
}

/** The stretch of at most `room` units whose distinct terms weigh most; a term weighs less the more often it occurs. */
function densest(matches: readonly Match[], room: number): Span {
  const frequency = new Map<string, number>();
  for (const { term } of matches) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  let best = { start: 0, end: 0, weight: 0 };
  for (const [at, { start }] of matches.entries()) {
    const seen = new Set<string>();
    let weight = 0;
    for (let next = at; next < matches.length; next += 1) {
      const match = matches[next];
      if (match === undefined || match.end - start > room) break;
      if (seen.has(match.term)) continue;
      seen.add(match.term);
      weight += 1 / (frequency.get(match.term) ?? 1);
      if (weight > best.weight) best = { start, end: match.end, weight };
    }
  }
  return best;
}

/** Fills up to `maxLength` around the core, a third of the room before it, and breaks between words. */
function cut(plain: string, core: Span, maxLength: number): string {
  const room = maxLength - 2 * ellipsis.length;
  const spare = Math.max(0, room - (core.end - core.start));
  const latestStart = Math.max(0, plain.length - room);
  const wantedStart = Math.min(Math.max(0, core.start - Math.floor(spare / 3)), latestStart);
  const start = wantedStart === 0 ? 0 : startOfWord(plain, wantedStart, core.start);
  const wantedEnd = Math.min(plain.length, start + room);
  const end = wantedEnd === plain.length ? wantedEnd : endOfWord(plain, wantedEnd, Math.max(core.end, start));
  const before = start > 0 ? ellipsis : '';
  const after = end < plain.length ? ellipsis : '';
  return `${before}${plain.slice(start, end).trim()}${after}`;
}

function startOfWord(plain: string, from: number, latest: number): number {
  const space = plain.indexOf(' ', from - 1);
  return space === -1 || space + 1 > latest ? wholeCharacter(plain, from) : space + 1;
}

function endOfWord(plain: string, to: number, earliest: number): number {
  const space = plain.lastIndexOf(' ', to);
  return space <= earliest ? wholeCharacter(plain, to) : space;
}

/** Steps over the second half of a surrogate pair. */
function wholeCharacter(plain: string, at: number): number {
  const unit = plain.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
