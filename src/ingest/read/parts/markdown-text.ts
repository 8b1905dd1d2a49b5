/** Writes text as Markdown that reads as this text: only what would be taken for markup is escaped. */

export interface TextPlace {
  /** What stands before and after it: a line feed at the start of a block. */
  readonly before: string;
  readonly after: string;
  readonly inTable: boolean;
  /** Within emphasis, which a mark in the text could end. */
  readonly inAttention: boolean;
  /** Within brackets, which a bracket in the text could end. */
  readonly inLink: boolean;
  /** Its block has more than one tilde, so that two of them could strike out. */
  readonly hasTildes: boolean;
}

/** GFM links these by themselves, and reads no markup in them. */
const ADDRESS = /(?<![A-Za-z])https?:\/\/[^\s<]*[^\s<?!.,:;*_~'")\]]/g;
const ENTITY = /&(?=#\d{1,7};|#[xX][\da-fA-F]{1,6};|[A-Za-z][A-Za-z\d]{1,31};)/g;

/**
 * Escaping less than CommonMark allows keeps identifiers whole (`max_ttl`, `a*b` between blanks), which people search for
 * and copy.
 * @param text without line feeds.
 */
export function escapedText(text: string, place: TextPlace): string {
  const { before, after } = place;
  const around = `${before.slice(-1)}${text}${after.slice(0, 1)}`;
  const offset = before === '' ? 0 : 1;
  const addresses = [...text.matchAll(ADDRESS)].map((found) => [found.index, found.index + found[0].length] as const);
  let address = 0;
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    while ((addresses[address]?.[1] ?? Infinity) <= at) address += 1;
    const isAddress = (addresses[address]?.[0] ?? Infinity) <= at;
    const previous = around.charAt(at + offset - 1);
    const next = around.charAt(at + offset + 1);
    const mustEscape = isAddress
      ? character === '|' && place.inTable
      : isMarkup(character, isAddressEnd(addresses, at) ? 'a' : previous, next, place);
    result += mustEscape ? `\\${character}` : character;
  }
  const escaped = result.replace(ENTITY, '\\&');
  return before === '' || before.endsWith('\n') ? escapedStart(escaped) : escaped;
}

/** What follows an address is no part of it, but stands close to it like a letter. */
function isAddressEnd(addresses: readonly (readonly [number, number])[], at: number): boolean {
  return addresses.some(([, end]) => end === at);
}

function isMarkup(character: string, previous: string, next: string, place: TextPlace): boolean {
  switch (character) {
    case '\\':
      return next === '' || /[!-/:-@[-`{-~\n]/.test(next);
    case '`':
      return true;
    case '*':
      return place.inAttention ? !isBlank(next) || !isBlank(previous) : canOpen(previous, next) || isStart(previous);
    case '_':
      return place.inAttention ? !(isWord(previous) && isWord(next)) : canOpen(previous, next) && !isWord(previous);
    case '~':
      return place.hasTildes;
    case '<':
      return /[A-Za-z/!?]/.test(next);
    case '[':
      return place.inLink;
    case ']':
      return place.inLink || next === '(';
    case '!':
      return next === '[';
    case '|':
      return place.inTable;
    default:
      return false;
  }
}

/** What begins a heading, list, quote, rule, definition or task at the start of a line. */
function escapedStart(text: string): string {
  return text
    .replace(/^(?=#{1,6}(?:[ \t]|$)|>|[-+](?:[ \t]|$)|(?:[-=][ \t]*){2,}$|\[(?:[ xX]\](?:[ \t]|$)|[^\]]*\]:))/, '\\')
    .replace(/^(\d{1,9})(?=[.)](?:[ \t]|$))/, '$1\\');
}

function isStart(character: string): boolean {
  return character === '' || character === '\n';
}

/** Left-flanking, in CommonMark's words: only such a mark begins emphasis. */
function canOpen(previous: string, next: string): boolean {
  if (isBlank(next)) return false;
  return isWord(next) || isBlank(previous) || !isWord(previous);
}

function isBlank(character: string): boolean {
  return character === '' || /\s/.test(character);
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
