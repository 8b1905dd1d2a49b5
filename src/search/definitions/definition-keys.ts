/**
 * What a passage defines, as keys that a query is compared with: the heading it stands under, and the names that its text
 * documents. A passage that only mentions a name has no key for it.
 */
import { searchWords } from '../search-words.js';
import { definedNames, isGrouping, isName, isNews, unmarked } from './defined-names.js';

export interface DefiningText {
  readonly headingPath: readonly string[];
  /** Markdown. */
  readonly text: string;
  /** Lower case; those with blanks are commands that the source marks as such. */
  readonly identifiers: readonly string[];
}

/** Longest key, in words. */
const longestKey = 12;
/** A passage with more names is a list of them; the rest of it is found by its words. */
const mostKeys = 60;

/** What stands before a name in a heading. */
const numbering = /^(?:(?:chapter|section|appendix)\s+)?(?:\d+(?:\.\d+)*\.?|[A-Z]\.\d+(?:\.\d+)*)\s+(?=\S)/iu;
/** What a heading calls the name that it is about. */
const noun =
  '(?:commands?|options?|statements?|directives?|settings?|parameters?|functions?|methods?|attributes?|variables?|utility|plugins?|modules?|classe?s?|fields?|propert(?:y|ies)|hooks?|keywords?|operators?|types?|blocks?|sections?)';
const nounBehind = new RegExp(`^(\\S.*?)\\s+${noun}$`, 'iu');
const nounBefore = new RegExp(`^(?:the\\s+)?${noun}:?\\s+(\\S.*)$`, 'iu');
/** `dig - DNS lookup utility`, `show version: Display the version`. */
const explained = /^(\S.{0,80}?)(?:\s+[-–—]|:)\s+\S/u;
/** `lookup(domain [, uri])`, `timeout <seconds>`, `port=NUMBER`, `limit (Default: 3)`. */
const argument = /(?<=\S)(?:\s*[[(<{]|=|\s+\().*$/su;
/** The last part of `defaultSettings.staleReplicaTimeout`, `std::from_chars`, `config.example.io/drain-period`. */
const lastPart = /^\S+(?:[./#]|::)([\p{L}_][\p{L}\p{N}]*(?:[_-]|\p{Ll}\p{Lu})[\p{L}\p{N}_-]*)$/u;
/** Headings of lists that point to where things are told. */
const pointing =
  /^(?:table of )?contents$|^(?:(?:general|alphabetical|command|subject|concept|function) )?index$|^list of (?:tables|figures|examples|commands)$/iu;

/** What every heading that points elsewhere holds, as a pattern that Postgres knows too. */
export const pointingWords = 'contents|index|list of';

/** Whether what stands below points elsewhere, as a printed table of contents or an index does. */
export function isPointing(heading: string): boolean {
  return pointing.test(unmarked(heading).replace(numbering, ''));
}

/** Whether it is headed as the index at the end of a book is, and as what manuals tell of indices may be. */
export function isIndexOfBook(heading: string): boolean {
  return unmarked(heading).replace(numbering, '').toLowerCase() === 'index';
}

/** Several names in one heading: `--all, -a`, `-k / --key`. */
function named(heading: string): string[] {
  const parts = heading.split(/\s*,\s+|\s+[/|]\s+/u);
  return parts.length > 1 && parts.every((part) => /^[-+/]|^\S+$/u.test(part)) ? [heading, ...parts] : [heading];
}

function keysOf(name: string): string[] {
  const bare = name.replace(argument, '').trim();
  const last = lastPart.exec(bare)?.[1];
  return [name, bare, ...(last === undefined ? [] : [last])].map(searchWords);
}

function headingKeys(heading: string): string[] {
  const plain = unmarked(heading).replace(numbering, '');
  const forms = named(plain).flatMap((form) => {
    const parts = [explained, nounBehind, nounBefore].flatMap((pattern) => pattern.exec(form)?.[1] ?? []);
    return [form, ...parts];
  });
  return forms.flatMap(keysOf);
}

/** A signature that a reader has put before its description: a listing of one line in no language. */
const signature = /(?:^|\n)`{3,}\n(\S[^\n]{1,80})\n`{3,}(?=\n|$)/gu;
/** A term before its definition. */
const term = /(?:^|\n)(?![\s|>#:]|[-*+] )([^\n]{1,120})\n\n?:\s+(?=\S)/gu;

/** Names that stand before what is said of them: as a signature, as the term of a definition. */
function announced(text: string): string[] {
  const signatures = [...text.matchAll(signature)].map(([, line = '']) => line);
  const terms = [...text.matchAll(term)].flatMap(([, line = '']) => named(unmarked(line)));
  return [...signatures, ...terms].filter((one) => {
    const bare = one.replace(argument, '');
    return isName(bare) || /^(?:--?|\+)\p{L}/u.test(bare);
  });
}

/** Of at most 12 words each, as `searchWords` makes them, each once; the headings' first. */
export function definitionKeys({ headingPath, text, identifiers }: DefiningText): string[] {
  const heading = headingPath.at(-1) ?? '';
  if (isPointing(heading)) return [];
  const above = headingPath.slice(0, -1);
  const parent = isGrouping(unmarked(heading)) ? (above.findLast((one) => !isGrouping(unmarked(one))) ?? '') : '';
  const isReference = ![...headingPath].some(isNews);
  const names = isReference ? definedNames({ path: headingPath, isFirst: true, text, identifiers }) : [];
  const keys = [
    ...headingKeys(heading),
    ...(isReference ? headingKeys(parent) : []),
    ...(isReference ? announced(text).flatMap(keysOf) : []),
    ...names.flatMap(({ name, of, kind }) => [
      ...keysOf(name),
      ...(kind === 'OPTION' && of !== null ? [searchWords(`${of} ${name}`)] : []),
    ]),
  ];
  const usable = keys.filter((key) => key !== '' && key.split(' ').length <= longestKey);
  return [...new Set(usable)].slice(0, mostKeys);
}

/** Whether the passage's own heading is the name, sign by sign. */
export function isSpelled(name: string, headingPath: readonly string[]): boolean {
  return (
    unmarked(headingPath.at(-1) ?? '')
      .replace(numbering, '')
      .toLowerCase() === name.toLowerCase()
  );
}

/** Keys of a passage's own heading alone. */
export function headingKeysOf(headingPath: readonly string[]): string[] {
  return headingKeys(headingPath.at(-1) ?? '');
}
