/** The macros of mdoc(7) that begin a line: sections, lists, displays, references. */
import { handlerTable } from '../parts/handler-table.js';
import { phraseHtml, type PhraseContext } from './mdoc-phrases.js';
import type { PageWriter } from './page-writer.js';
import { argumentsOf, type RoffSource } from './roff-lines.js';
import { roffText } from './roff-text.js';
import { rowsHtml, tableEnd, tableHtml } from './tbl.js';

/** A page while it is written. */
interface MdocPage extends PhraseContext {
  readonly lines: readonly string[];
  readonly writer: PageWriter;
  /** Place of the line that is read. */
  at: number;
  section: string;
  /** Kinds of the lists that are open, outermost first. */
  readonly lists: string[];
  /** Rows of the column list that is open. */
  rows: string[][] | undefined;
  /** Parts of the bibliographic reference that is open. */
  reference: string[] | undefined;
}

interface MacroCall {
  readonly name: string;
  readonly given: readonly string[];
  /** The arguments as they are written. */
  readonly rest: string;
}

type Macro = (page: MdocPage, call: MacroCall) => void;

/** Lists by the first word that says what they are. */
const LIST_KIND = /^-(?:bullet|dash|hyphen|enum|item|column|tag|diag|hang|ohang|inset)$/;

/** What sets type, or is read elsewhere. */
const SILENT = 'Dd Dt Os Bk Ek Sm Db Bf Ef nr ad na hy nh ne in ti ta ft so';

const MACROS = handlerTable<Macro>([
  [SILENT, () => undefined],
  ['Sh', beginSection],
  ['Ss', beginSubsection],
  ['Pp Lp sp', paragraph],
  ['Bl', beginList],
  ['El', endList],
  ['It', item],
  ['Bd', beginDisplay],
  ['Ed', endDisplay],
  ['Dl D1', displayLine],
  ['Rs', beginReference],
  ['Re', endReference],
  ['TS', table],
  ['In', flowing(({ html }, { given }) => `<code>#include &lt;${html(given.join(' '))}&gt;</code>`)],
  ['Lb', flowing(({ html }, { given }) => html(given.join(' ')))],
  ['br', lineBreak],
]);

export function writeMdocPage({ lines, strings }: RoffSource, writer: PageWriter): void {
  const page: MdocPage = {
    lines,
    writer,
    html: (text) => roffText(text, strings),
    at: 0,
    pageName: '',
    section: '',
    lists: [],
    rows: undefined,
    reference: undefined,
  };
  for (; page.at < lines.length; page.at += 1) {
    const line = lines[page.at] ?? '';
    const macro = /^\.\s*(%?[A-Za-z]\w{0,2})\s*(.*)$/.exec(line);
    if (macro !== null) {
      const [, name = '', rest = ''] = macro;
      runMacro(page, { name, given: argumentsOf(rest), rest });
    } else if (line.trim() === '') writer.paragraph();
    else if (!line.startsWith('.')) text(page, page.html(line));
  }
}

/** What is no macro of its own is a line of text that begins with a macro. */
function runMacro(page: MdocPage, call: MacroCall): void {
  const { name, given } = call;
  const macro = MACROS.get(name);
  if (macro !== undefined) macro(page, call);
  else if (name.startsWith('%')) page.reference?.push(phraseHtml(given, page));
  else {
    // Each form of a command has a line of its own.
    if (name === 'Nm' && page.section === 'SYNOPSIS') page.writer.lineBreak();
    text(page, phraseHtml([name, ...given], page));
  }
}

function text(page: MdocPage, shown: string): void {
  const row = page.rows?.at(-1);
  if (row === undefined) page.writer.text(shown);
  else row.push(...`${row.pop() ?? ''} ${shown}`.split('\t'));
}

/** For macros that are a text. */
function flowing(shown: (page: MdocPage, call: MacroCall) => string): Macro {
  return (page, call) => {
    text(page, shown(page, call));
  };
}

function paragraph({ writer }: MdocPage): void {
  writer.paragraph();
}

function lineBreak({ writer }: MdocPage): void {
  writer.lineBreak();
}

function beginSection(page: MdocPage, { given }: MacroCall): void {
  page.section = given.join(' ');
  page.writer.heading(2, phraseHtml(given, page));
}

function beginSubsection(page: MdocPage, { given }: MacroCall): void {
  page.writer.heading(3, phraseHtml(given, page));
}

function beginList(page: MdocPage, { given }: MacroCall): void {
  const kind = given.find((word) => LIST_KIND.test(word)) ?? '';
  page.lists.push(kind);
  if (kind === '-column') page.rows = [];
  page.writer.indent();
}

function endList(page: MdocPage): void {
  if (page.lists.pop() === '-column' && page.rows !== undefined) {
    page.writer.block(rowsHtml(page.rows));
    page.rows = undefined;
  }
  page.writer.dedent();
}

function item(page: MdocPage, { given }: MacroCall): void {
  switch (page.lists.at(-1)) {
    case '-column':
      page.rows?.push(phraseHtml(given, page).split('\t'));
      break;
    case '-item':
      page.writer.paragraph();
      break;
    case '-enum':
      page.writer.term('1.');
      break;
    case '-bullet':
    case '-dash':
    case '-hyphen':
      page.writer.term('•');
      break;
    default:
      page.writer.term(phraseHtml(given, page));
  }
}

function beginDisplay({ writer }: MdocPage, { rest }: MacroCall): void {
  writer.verbatim(/-(?:literal|unfilled)/.test(rest));
}

function endDisplay({ writer }: MdocPage): void {
  writer.verbatim(false);
  writer.paragraph();
}

function displayLine(page: MdocPage, { given }: MacroCall): void {
  page.writer.block(`<pre>${phraseHtml(given, page)}</pre>`);
}

function beginReference(page: MdocPage): void {
  page.reference = [];
}

function endReference(page: MdocPage): void {
  if (page.reference !== undefined) page.writer.text(`${page.reference.join(', ')}.`);
  page.reference = undefined;
}

function table(page: MdocPage): void {
  const end = tableEnd(page.lines, page.at);
  page.writer.block(tableHtml(page.lines.slice(page.at + 1, end), page.html));
  page.at = end;
}
