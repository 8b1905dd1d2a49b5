/** What a query asks for word by word, as it can be looked for in a passage. */
import { identifiersOf, isSureName } from '../identifiers.js';
import type { ParsedQuery } from '../query.js';
import { isUnspaced, searchWords } from '../search-words.js';
import { stopWords } from '../stop-words.js';

export interface AskedTerm {
  /** As it stands in the query, without the signs around it. */
  readonly text: string;
  /** A name stands letter by letter, a word in any of its inflections. */
  readonly kind: 'IDENTIFIER' | 'WORD';
  /** As `searchWords` makes them; a name may be several. */
  readonly words: string;
  /** As an index counts its holders: a plain word, or a whole name in lower case. */
  readonly counted: string;
}

/** More say nothing that the first ones do not. */
const mostTerms = 24;

/** Words that make a sentence a question, and say nothing of what it is about. */
const questionWords =
  'can could would should shall may might must will need needs want wants like please explain tell know help thanks way get gets use using mean means happen happens';
const saysNothing = new Set([...stopWords, ...questionWords.split(' ')]);

const signsAround = /^[^\p{L}\p{N}_.#$@/-]+|[^\p{L}\p{N}_+#]+$/gu;
/** `9.18`, `v2`, `17`: a version or a number, which a passage of that version need not hold. */
const number = /^v?\d{1,3}(?:[.-]\d+){0,2}\p{L}*$/iu;

function termsOf(token: string): AskedTerm[] {
  const text = token.replace(signsAround, '');
  const words = searchWords(text)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0 || number.test(text)) return [];
  const [name] = identifiersOf(text);
  if (name !== undefined && isSureName(text) && !isUnspaced(text)) {
    return [{ text, kind: 'IDENTIFIER', words: words.join(' '), counted: name }];
  }
  return words
    .filter((word) => word.length > 1 && !saysNothing.has(word))
    .map((word) => ({ text: words.length === 1 ? text : word, kind: 'WORD', words: word, counted: word }));
}

/** Each once, in their order; words that say nothing are left out. */
export function askedTerms({ text }: ParsedQuery): AskedTerm[] {
  const terms = new Map<string, AskedTerm>();
  for (const term of text.split(/\s+/u).flatMap(termsOf)) {
    if (!terms.has(term.words)) terms.set(term.words, term);
  }
  return [...terms.values()].slice(0, mostTerms);
}
