/**
 * The words that keyword search works with, made here once for every index and for queries: folded, and split where
 * Postgres would keep a host name, a path or a dotted name whole.
 */

/** Letters that look like another one and do not decompose into it. */
const lookAlikes: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};
const lookAlike = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'gu');

/** Accents, and vowel marks of Hebrew and Arabic, which few people type. Marks of other scripts make other letters. */
const accents = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f]/gu;

/** Names that consist of a letter and signs: without the signs they would be another word. */
const signNames: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}])([a-z])#(?![\p{L}\p{N}#])/giu, '$1sharp'],
  [/(?<![\p{L}\p{N}])([a-z])\+\+(?![\p{L}\p{N}+])/giu, '$1plusplus'],
  [/(?<![\p{L}\p{N}/\\])\.net(?![\p{L}\p{N}])/giu, 'dotnet'],
];

const run = /[\p{L}\p{N}\p{M}]+/gu;

/** Characters of scripts that write words without spaces between them; taken in pairs, each is found in any text. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** Whether it has such characters, so that its pairs are no words that anybody wrote. */
export function isUnspaced(text: string): boolean {
  return text.search(unspaced) !== -1;
}

/** Where a name such as `useState` or `HTTPServer` has its parts. */
const caseChange = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** Lower case, without accents; letters that look like others as these: as an index keeps words. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(lookAlike, (letter) => lookAlikes[letter] ?? letter);
}

function pairsOf(characters: string): string[] {
  const all = Array.from(characters);
  return all.length === 1 ? all : all.slice(1).map((second, at) => `${all[at] ?? ''}${second}`);
}

function withSignNames(text: string): string {
  let named = text.normalize('NFKC');
  for (const [pattern, name] of signNames) named = named.replace(pattern, name);
  return named;
}

/** A run of letters as words: itself, or pairs where its script does not set words apart. */
function wordsOfRun(letters: string): string[] {
  const words: string[] = [];
  let at = 0;
  for (const { 0: part, index } of letters.matchAll(unspaced)) {
    if (index > at) words.push(letters.slice(at, index));
    words.push(...pairsOf(part));
    at = index + part.length;
  }
  if (at < letters.length) words.push(letters.slice(at));
  return words;
}

/**
 * Words of a text in their order, lower case, without accents and signs, single blanks between: `3.2.1` is `3 2 1`,
 * `React.useState` is `react usestate`, `C#` is `csharp`.
 */
export function searchWords(text: string): string {
  return (withSignNames(text).match(run) ?? []).flatMap((letters) => wordsOfRun(folded(letters))).join(' ');
}

/** Parts of names that change case inside, in the order of appearance. */
function caseParts(text: string): string[] {
  const names = new Set(withSignNames(text).match(run));
  return [...names].flatMap((name) => {
    const parts = name.split(caseChange);
    return parts.length > 1 ? parts.map(folded) : [];
  });
}

/**
 * Where links lead and how headings are addressed: `](…)`, `https://…`, `{#anchor}`, `{/anchor/}`, the targets of Sphinx's
 * roles. Nobody reads these, and they repeat the words of what they point to.
 */
const targets =
  /(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|\{[#/][^{}\s]*\}|https?:\/\/[^\s)>\]]+|(?<=\S) ?<[\w.~:-]+>(?=`)/gu;

/**
 * What an index reads of a passage: its words in their order, and behind line breaks what only counts: the headings
 * once more, because they say what a passage is about; and, each once, words of link targets and parts of names that are
 * not among the others.
 * @param searchText product, headings and text.
 */
export function indexedWords(searchText: string, headingPath: readonly string[]): string {
  const pointedTo: string[] = [];
  const text = searchText.replace(targets, (target) => {
    pointedTo.push(target);
    return ' ';
  });
  const words = searchWords(text);
  const headings = searchWords(headingPath.join(' ').replace(targets, ' '));
  const known = new Set(words.split(' '));
  const others = [...searchWords(pointedTo.join(' ')).split(' '), ...caseParts(text)];
  const once = [...new Set(others)].filter((word) => word !== '' && !known.has(word));
  return [words, headings, ...once].filter((part) => part !== '').join(' \n ');
}

/** Pattern of SQL's `LIKE` for texts of `indexedWords`, blanks around them, that hold the words one after the other. */
export function inARow(words: string): string {
  return `% ${words} %`;
}
