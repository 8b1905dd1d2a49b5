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

export function createPageWriter(): PageWriter {
  const out: string[] = [];
  /** For each level of indentation: which list is open in it? */
  let levels: (ListKind | undefined)[] = [undefined];
  let phrases: string[] = [];
  let listing: string[] | undefined;

  function paragraph(): void {
    // Words of one command in the same font are one text, for whoever searches it.
    const content = phrases
      .join(' ')
      .replace(/<\/b> <b>/g, ' ')
      .trim();
    phrases = [];
    if (content !== '') out.push(`<p>${content}</p>`);
  }

  function endList(): void {
    paragraph();
    const list = levels.at(-1);
    if (list !== undefined) out.push(list === 'dl' ? '</dd></dl>' : `</li></${list}>`);
    levels[levels.length - 1] = undefined;
  }

  function verbatim(on: boolean): void {
    if (on === (listing !== undefined)) return;
    if (on) {
      paragraph();
      listing = [];
      return;
    }
    const lines = listing ?? [];
    listing = undefined;
    if (lines.some((line) => line.trim() !== '')) out.push(`<pre>${lines.join('\n')}</pre>`);
  }

  return {
    paragraph,
    endList,
    verbatim,
    heading(depth, html) {
      verbatim(false);
      while (levels.length > 1) {
        endList();
        levels.pop();
      }
      endList();
      out.push(`<h${String(depth)}>${html}</h${String(depth)}>`);
    },
    text(html) {
      if (listing !== undefined) listing.push(html);
      else phrases.push(html);
    },
    lineBreak() {
      if (listing === undefined && phrases.length > 0) phrases.push('<br>');
    },
    term(html) {
      verbatim(false);
      const list = listOf(html);
      if (levels.at(-1) !== list) endList();
      paragraph();
      const item = list === 'dl' ? 'dd' : 'li';
      out.push(levels.at(-1) === undefined ? `<${list}>` : `</${item}>`);
      out.push(list === 'dl' ? `<dt>${verbatimTerm(html)}</dt><dd>` : '<li>');
      levels[levels.length - 1] = list;
    },
    indent() {
      paragraph();
      if (levels.length < 40) levels = [...levels, undefined];
    },
    dedent() {
      if (levels.length < 2) return;
      endList();
      levels.pop();
    },
    block(html) {
      paragraph();
      out.push(html);
    },
    html() {
      verbatim(false);
      while (levels.length > 1) {
        endList();
        levels.pop();
      }
      endList();
      return out.join('\n');
    },
  };
}
