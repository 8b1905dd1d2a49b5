/** The macros of man(7). */
import { handlerTable } from '../parts/handler-table.js';
import type { PageWriter } from './page-writer.js';
import { argumentsOf, type RoffSource } from './roff-lines.js';
import { roffText } from './roff-text.js';
import { tableEnd, tableHtml } from './tbl.js';

/** A page while it is written. */
interface ManPage {
  readonly lines: readonly string[];
  readonly writer: PageWriter;
  readonly html: (text: string) => string;
  /** Place of the line that is read. */
  at: number;
  /** What the next line is, when a macro takes a line instead of arguments. */
  pending: 'term' | 'heading2' | 'heading3' | 'bold' | 'italic' | undefined;
  /** Of the link that is open. */
  address: string;
  inSynopsis: boolean;
}

interface MacroCall {
  readonly name: string;
  readonly given: readonly string[];
}

type Macro = (page: ManPage, call: MacroCall) => void;

const FONTS: Readonly<Record<string, string>> = { B: 'b', I: 'i', R: '', SM: '', SB: 'b' };

/** Requests that set type and no text. */
const SILENT =
  'TH ad na hy nh ne nr ta ti in ll ps vs ft fam cc ec eo tr rm rn als UC AT PD DT ul bp pl po rr ss cs bd lg mk rt ns ' +
  'rs nop so EQ EN KS KE HP IX lf ev di da box warn do color gcolor fcolor mso pc shift return break while char hc hla ' +
  'tm ab ex';

const MACROS = handlerTable<Macro>([
  [SILENT, () => undefined],
  ['BR RB BI IB IR RI', flowing(inTwoFonts)],
  ['B I R SM SB', inOneFont],
  ['SH', heading(2)],
  ['SS', heading(3)],
  ['P PP LP', writing('endList')],
  ['TP TQ', beginTerm],
  ['IP', markedParagraph],
  ['RS', writing('indent')],
  ['RE', writing('dedent')],
  ['nf EX', verbatim(true)],
  ['fi EE', verbatim(false)],
  ['br', writing('lineBreak')],
  ['sp', writing('paragraph')],
  ['UR MT', beginLink],
  ['UE ME', flowing((page, { given }) => `&lt;${page.html(page.address)}&gt;${page.html(given.join(''))}`)],
  ['SY', beginSynopsis],
  ['YS', endSynopsis],
  ['OP', flowing(option)],
  ['TS', table],
]);

export function writeManPage({ lines, strings }: RoffSource, writer: PageWriter): void {
  const html = (text: string): string => roffText(text, strings);
  const page: ManPage = { lines, writer, html, at: 0, pending: undefined, address: '', inSynopsis: false };
  for (; page.at < lines.length; page.at += 1) {
    const line = lines[page.at] ?? '';
    const macro = /^\.\s*([A-Za-z]+\b|[A-Z]+)\s*(.*)$/.exec(line);
    if (macro !== null) runMacro(page, { name: macro[1] ?? '', given: argumentsOf(macro[2] ?? '') });
    else if (line.trim() === '') writer.paragraph();
    else if (!line.startsWith('.')) flow(page, html(line));
  }
}

/** Of a macro that is not known, the arguments are text. */
function runMacro(page: ManPage, call: MacroCall): void {
  const macro = MACROS.get(call.name);
  if (macro !== undefined) macro(page, call);
  else if (call.given.length > 0) flow(page, page.html(call.given.join(' ')));
}

/** Writes text as what the macro before has announced. */
function flow(page: ManPage, rendered: string): void {
  const { writer, pending } = page;
  page.pending = undefined;
  if (pending === 'term') writer.term(rendered);
  else if (pending === 'heading2') writer.heading(2, rendered);
  else if (pending === 'heading3') writer.heading(3, rendered);
  else if (pending === 'bold') writer.text(`<b>${rendered}</b>`);
  else if (pending === 'italic') writer.text(`<i>${rendered}</i>`);
  else writer.text(rendered);
}

/** For macros that are a text. */
function flowing(text: (page: ManPage, call: MacroCall) => string): Macro {
  return (page, call) => {
    flow(page, text(page, call));
  };
}

function writing(step: 'endList' | 'indent' | 'dedent' | 'lineBreak' | 'paragraph'): Macro {
  return ({ writer }) => {
    writer[step]();
  };
}

function verbatim(on: boolean): Macro {
  return ({ writer }) => {
    writer.verbatim(on);
  };
}

/** The letters of the name are the fonts, in turn. */
function inTwoFonts({ html }: ManPage, { name, given }: MacroCall): string {
  return given.map((word, place) => inFont(html(word), FONTS[name.charAt(place % 2)] ?? '')).join('');
}

function inOneFont(page: ManPage, { name, given }: MacroCall): void {
  if (given.length > 0) flow(page, inFont(page.html(given.join(' ')), FONTS[name] ?? ''));
  else page.pending ??= name === 'I' ? 'italic' : 'bold';
}

function inFont(html: string, font: string): string {
  return font === '' || html === '' ? html : `<${font}>${html}</${font}>`;
}

function heading(depth: 2 | 3): Macro {
  return (page, { given }) => {
    if (given.length > 0) page.writer.heading(depth, page.html(given.join(' ')));
    else page.pending = depth === 2 ? 'heading2' : 'heading3';
  };
}

function beginTerm(page: ManPage): void {
  page.pending = 'term';
}

function markedParagraph({ writer, html }: ManPage, { given }: MacroCall): void {
  const mark = given[0] === undefined ? '' : html(given[0]);
  if (mark === '') writer.paragraph();
  else writer.term(mark);
}

function beginLink(page: ManPage, { given }: MacroCall): void {
  page.address = given[0] ?? '';
}

function beginSynopsis(page: ManPage, { given }: MacroCall): void {
  page.writer.paragraph();
  page.inSynopsis = true;
  flow(page, `<b>${page.html(given.join(' '))}</b>`);
}

function endSynopsis(page: ManPage): void {
  if (page.inSynopsis) page.writer.paragraph();
  page.inSynopsis = false;
}

function option({ html }: ManPage, { given: [name = '', value] }: MacroCall): string {
  return `[<b>${html(name)}</b>${value === undefined ? '' : ` <i>${html(value)}</i>`}]`;
}

function table(page: ManPage): void {
  const end = tableEnd(page.lines, page.at);
  page.writer.block(tableHtml(page.lines.slice(page.at + 1, end), page.html));
  page.at = end;
}
