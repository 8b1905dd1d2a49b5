/** Collects what a man page says as HTML: paragraphs, lists of terms, listings, at any indentation. */

export interface PageWriter {
  heading(depth: number, html: string): void;
  text(html: string): void;
  /** The next text begins a line of its own. */
  lineBreak(): void;
  paragraph(): void;
  /** A term of a list; what follows is its definition until the list ends. */
  term(html: string): void;
  endList(): void;
  indent(): void;
  dedent(): void;
  verbatim(on: boolean): void;
  block(html: string): void;
  html(): string;
}

type ListKind = 'dl' | 'ol' | 'ul';

/** Lists of marks and numbers are lists of terms to the macros. */
function listOf(term: string): ListKind {
  const plain = term.replace(/<[^>]*>/g, '').trim();
  if (/^(?:[•*+–—-]|o)$/.test(plain)) return 'ul';
  return /^\(?\d{1,3}[.)]?$/.test(plain) ? 'ol' : 'dl';
}

/** Options and commands are code: their fonts say what is literal and what is a placeholder, and break them apart. */
function verbatimTerm(html: string): string {
  return /<[bi]>/.test(html) ? `<code>${html.replace(/<\/?[a-z]+>/g, '')}</code>` : html;
}

/** A page while it is written. */
interface Page {
  readonly out: string[];
  /** For each level of indentation: which list is open in it? */
  readonly levels: (ListKind | undefined)[];
  /** Of the paragraph that is open. */
  phrases: string[];
  /** Lines of the listing that is open. */
  listing: string[] | undefined;
}

/** Indents beyond this are none. */
const MAX_LEVELS = 40;

export function createPageWriter(): PageWriter {
  const page: Page = { out: [], levels: [undefined], phrases: [], listing: undefined };
  const { out, levels } = page;
  return {
    paragraph() {
      endParagraph(page);
    },
    endList() {
      endList(page);
    },
    verbatim(on) {
      if (!on) endListing(page);
      else if (page.listing === undefined) {
        endParagraph(page);
        page.listing = [];
      }
    },
    heading(depth, html) {
      endEverything(page);
      out.push(`<h${String(depth)}>${html}</h${String(depth)}>`);
    },
    text(html) {
      (page.listing ?? page.phrases).push(html);
    },
    lineBreak() {
      if (page.listing === undefined && page.phrases.length > 0) page.phrases.push('<br>');
    },
    term(html) {
      beginItem(page, html);
    },
    indent() {
      endParagraph(page);
      if (levels.length < MAX_LEVELS) levels.push(undefined);
    },
    dedent() {
      if (levels.length < 2) return;
      endList(page);
      levels.pop();
    },
    block(html) {
      endParagraph(page);
      out.push(html);
    },
    html() {
      endEverything(page);
      return out.join('\n');
    },
  };
}

function endParagraph(page: Page): void {
  // Words of one command in the same font are one text, for whoever searches it.
  const content = page.phrases
    .join(' ')
    .replace(/<\/b> <b>/g, ' ')
    .trim();
  page.phrases = [];
  if (content !== '') page.out.push(`<p>${content}</p>`);
}

function endList(page: Page): void {
  endParagraph(page);
  const list = page.levels.at(-1);
  if (list !== undefined) page.out.push(list === 'dl' ? '</dd></dl>' : `</li></${list}>`);
  page.levels[page.levels.length - 1] = undefined;
}

function endListing(page: Page): void {
  const lines = page.listing ?? [];
  page.listing = undefined;
  if (lines.some((line) => line.trim() !== '')) page.out.push(`<pre>${lines.join('\n')}</pre>`);
}

function endEverything(page: Page): void {
  endListing(page);
  while (page.levels.length > 1) {
    endList(page);
    page.levels.pop();
  }
  endList(page);
}

/** An item of the list that is open, or of a new one where its mark says that it is of another kind. */
function beginItem(page: Page, term: string): void {
  const { out, levels } = page;
  endListing(page);
  const list = listOf(term);
  if (levels.at(-1) !== list) endList(page);
  endParagraph(page);
  const item = list === 'dl' ? 'dd' : 'li';
  out.push(levels.at(-1) === undefined ? `<${list}>` : `</${item}>`);
  out.push(list === 'dl' ? `<dt>${verbatimTerm(term)}</dt><dd>` : '<li>');
  levels[levels.length - 1] = list;
}
