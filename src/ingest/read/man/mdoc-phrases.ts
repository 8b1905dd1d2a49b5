/** The macros of mdoc(7) that stand within a line: each takes words until the next macro or punctuation mark. */
import { handlerTable } from '../parts/handler-table.js';
import { escapeHtml } from './roff-text.js';

export interface PhraseContext {
  readonly html: (text: string) => string;
  /** What `.Nm` without a name stands for: the first name of the page. */
  pageName: string;
}

/** The words of a line while they are turned into HTML. */
interface Phrase {
  readonly words: readonly string[];
  readonly context: PhraseContext;
  /** Place of the word that is read. */
  at: number;
  /** What is joined by blanks in the end. */
  readonly parts: string[];
  /** What the enclosures that are open end with, innermost first. */
  readonly closers: string[];
  /** The next part follows without a blank. */
  isGlued: boolean;
}

type PhraseMacro = (phrase: Phrase, name: string) => void;

const DELIMITER = /^[.,:;)\]?!|(]$/;

const MACROS = handlerTable<PhraseMacro>([
  // Around their arguments.
  ['Aq', enclosing('<', '>')],
  ['Bq Op', enclosing('[', ']')],
  ['Brq', enclosing('{', '}')],
  ['Dq', enclosing('“', '”')],
  ['Pq', enclosing('(', ')')],
  ['Ql Sq', enclosing('‘', '’')],
  ['Qq', enclosing('"', '"')],
  // Opened and closed by macros of their own, also over lines.
  ['Ao', opening('<')],
  ['Bo Oo', opening('[')],
  ['Bro', opening('{')],
  ['Do', opening('“')],
  ['Po', opening('(')],
  ['Qo', opening('"')],
  ['So', opening('‘')],
  ['Xo', opening('')],
  ['Ac', closing('>')],
  ['Bc Oc', closing(']')],
  ['Brc', closing('}')],
  ['Dc', closing('”')],
  ['Pc', closing(')')],
  ['Qc', closing('"')],
  ['Sc', closing('’')],
  ['Xc', closing('')],
  ['Cm Ic Sy Fd In Cd Ms', styled('b')],
  ['Ar Em Fa Ft Va Vt Pa Ad An', styled('i')],
  ['Li Ev Dv Er Tn', styled('code')],
  ['Fl', styled('b', '-')],
  ['Bx', systemName('BSD')],
  ['Fx', systemName('FreeBSD')],
  ['Nx', systemName('NetBSD')],
  ['Ox', systemName('OpenBSD')],
  ['Dx', systemName('DragonFly')],
  ['Ux', systemName('UNIX')],
  ['Bsx', systemName('BSD/OS')],
  ['At', systemName('AT&T UNIX')],
  ['Nm', adding(pageName)],
  ['Nd', adding((phrase) => `— ${plainHtml(phrase).join(' ')}`)],
  ['Xr', adding(manualPage)],
  ['Fn', adding(functionCall)],
  ['Fo', adding((phrase) => `<b>${phrase.context.html(plainWords(phrase)[0] ?? '')}</b>(`)],
  ['Fc', adding(() => ')')],
  ['Lk Mt', adding(link)],
  ['Ns', glue],
  ['Ap', apostrophe],
  ['Pf', prefix],
  ['Ex', adding(exitStatus)],
  ['Rv', adding(returnValues)],
  ['Ta', adding(() => '\t')],
  ['No St Sx', plain],
  ['Bk Ek Sm', () => undefined],
]);

export function phraseHtml(words: readonly string[], context: PhraseContext): string {
  const phrase: Phrase = { words, context, at: 0, parts: [], closers: [], isGlued: false };
  for (; phrase.at < words.length; phrase.at += 1) {
    const word = words[phrase.at] ?? '';
    const macro = MACROS.get(word);
    if (macro === undefined) addWord(phrase, word);
    else macro(phrase, word);
  }
  closeEnclosures(phrase);
  return phrase.parts.join(' ');
}

function add(phrase: Phrase, part: string): void {
  if (phrase.isGlued && phrase.parts.length > 0) append(phrase, part);
  else phrase.parts.push(part);
  phrase.isGlued = false;
}

/** Adds to the part before, without a blank. */
function append({ parts }: Phrase, text: string): void {
  parts.push((parts.pop() ?? '') + text);
}

function addWord(phrase: Phrase, word: string): void {
  if (/^[.,:;)\]?!]$/.test(word) && phrase.parts.length > 0) append(phrase, escapeHtml(word));
  else if (word === '(' || word === '[') {
    add(phrase, word);
    glue(phrase);
  } else add(phrase, phrase.context.html(word));
}

/** Punctuation at the end stays outside. */
function closeEnclosures({ parts, closers }: Phrase): void {
  if (closers.length === 0 || parts.length === 0) return;
  const trailing = /[.,:;]$/.exec(parts.at(-1) ?? '')?.[0] ?? '';
  const last = (parts.pop() ?? '').slice(0, trailing === '' ? undefined : -1);
  parts.push(last + closers.map(escapeHtml).join('') + trailing);
}

function isPlain(word: string): boolean {
  return !MACROS.has(word) && !DELIMITER.test(word);
}

/** Takes the words that belong to the macro. */
function plainWords(phrase: Phrase): string[] {
  const from = phrase.at + 1;
  while (phrase.at + 1 < phrase.words.length && isPlain(phrase.words[phrase.at + 1] ?? '')) phrase.at += 1;
  return phrase.words.slice(from, phrase.at + 1);
}

function plainHtml(phrase: Phrase): string[] {
  return plainWords(phrase).map((word) => phrase.context.html(word));
}

function glue(phrase: Phrase): void {
  phrase.isGlued = true;
}

function enclosing(open: string, close: string): PhraseMacro {
  const begin = opening(open);
  return (phrase, name) => {
    begin(phrase, name);
    phrase.closers.unshift(close);
  };
}

function opening(mark: string): PhraseMacro {
  return (phrase) => {
    add(phrase, escapeHtml(mark));
    glue(phrase);
  };
}

function closing(mark: string): PhraseMacro {
  return (phrase) => {
    append(phrase, escapeHtml(mark));
  };
}

/** The macro goes on behind punctuation: `Fl a , b` are two options. */
function styled(tag: string, sign = ''): PhraseMacro {
  return function style(phrase, name): void {
    const words = plainWords(phrase);
    const shown = words.length > 0 ? words : name === 'Ar' ? ['file', '...'] : [''];
    for (const word of shown) {
      if (sign + word !== '') add(phrase, `<${tag}>${escapeHtml(sign)}${phrase.context.html(word)}</${tag}>`);
    }
    const [mark, next] = [phrase.words[phrase.at + 1] ?? '', phrase.words[phrase.at + 2] ?? ''];
    if (!/^[,|]$/.test(mark) || next === '' || !isPlain(next)) return;
    if (mark === ',') append(phrase, ',');
    else add(phrase, mark);
    phrase.at += 1;
    style(phrase, name);
  };
}

/** For macros that are one part of the line. */
function adding(part: (phrase: Phrase) => string): PhraseMacro {
  return (phrase) => {
    add(phrase, part(phrase));
  };
}

function systemName(system: string): PhraseMacro {
  return adding((phrase) => escapeHtml([system, ...plainWords(phrase)].join(' ')));
}

function pageName(phrase: Phrase): string {
  const { context } = phrase;
  const words = plainWords(phrase);
  if (words.length > 0 && context.pageName === '') context.pageName = words[0] ?? '';
  return `<b>${context.html(words.length > 0 ? words.join(' ') : context.pageName)}</b>`;
}

function manualPage(phrase: Phrase): string {
  const [name = '', section, ...others] = plainHtml(phrase);
  return [`<b>${name}</b>${section === undefined ? '' : `(${section})`}`, ...others].join(' ');
}

function functionCall(phrase: Phrase): string {
  const [name = '', ...given] = plainHtml(phrase);
  return `<b>${name}</b>(${given.map((argument) => `<i>${argument}</i>`).join(', ')})`;
}

function link(phrase: Phrase): string {
  const [target = '', ...label] = plainHtml(phrase);
  return label.length === 0 ? target : `${label.join(' ')}: ${target}`;
}

function apostrophe(phrase: Phrase): void {
  glue(phrase);
  add(phrase, '’');
  glue(phrase);
}

function prefix(phrase: Phrase): void {
  phrase.at += 1;
  add(phrase, phrase.context.html(phrase.words[phrase.at] ?? ''));
  glue(phrase);
}

function exitStatus(phrase: Phrase): string {
  const [, name = phrase.context.pageName] = plainWords(phrase);
  return `The <b>${phrase.context.html(name)}</b> utility exits 0 on success, and &gt;0 if an error occurs.`;
}

function returnValues(phrase: Phrase): string {
  const [, ...names] = plainHtml(phrase);
  const called = names.length === 0 ? 'The function' : names.map((name) => `<b>${name}</b>()`).join(', ');
  return `${called} returns 0 if successful; otherwise -1 is returned and <code>errno</code> is set to indicate the error.`;
}

function plain(phrase: Phrase): void {
  for (const text of plainHtml(phrase)) add(phrase, text);
}
