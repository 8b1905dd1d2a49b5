/** Where the blocks of a Markdown text begin and end: markdown-it's block rules, without its inline ones. */
import MarkdownIt, { type Env, type Token } from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import type { LinkDefinitions } from './reference-links.js';

/** A block at the top level; lines are counted from 0, `end` is the line after its last one that is not blank. */
export interface BlockToken {
  readonly type: 'heading' | 'paragraph' | 'fencedCode' | 'indentedCode' | 'table' | 'list' | 'quote' | 'html';
  readonly start: number;
  readonly end: number;
  /** Only of headings, 1 to 6. */
  readonly depth: number;
  /** Only of code: what is in it, without fences and indentation. */
  readonly content: string;
}

const TYPES: Readonly<Record<string, BlockToken['type']>> = {
  heading_open: 'heading',
  paragraph_open: 'paragraph',
  footnote_reference_open: 'paragraph',
  fence: 'fencedCode',
  code_block: 'indentedCode',
  table_open: 'table',
  bullet_list_open: 'list',
  ordered_list_open: 'list',
  blockquote_open: 'quote',
  html_block: 'html',
};

/** Deeper blocks are part of the one around them: a line that opens hundreds is a drawing. */
const MAX_NESTING = 40;

const parser = new MarkdownIt('commonmark', { maxNesting: MAX_NESTING }).use(footnotes);
parser.enable(['table', 'footnote_def']);
mapFootnotes();

/** The plugin leaves out which lines a footnote takes. */
function mapFootnotes(): void {
  const { ruler } = parser.block;
  const rule = ruler.getRules('').find(({ name }) => name === 'footnote_def');
  if (rule === undefined) throw new Error('markdown-it-footnote has no rule footnote_def any more.');
  ruler.at(
    'footnote_def',
    (state, start, end, silent) => {
      const at = state.tokens.length;
      const isFootnote = rule(state, start, end, silent);
      const open = state.tokens[at];
      if (isFootnote && open !== undefined) open.map = [start, state.line];
      return isFootnote;
    },
    { alt: ['paragraph', 'reference'] },
  );
}

/** @param lines of `markdown`. */
export function blockTokens(
  markdown: string,
  lines: readonly string[],
): { readonly blocks: readonly BlockToken[]; readonly definitions: LinkDefinitions } {
  const tokens: Token[] = [];
  const env: Env = {};
  parser.block.parse(markdown, parser, env, tokens);
  const blocks: BlockToken[] = [];
  for (const token of tokens) {
    const type = TYPES[token.type];
    if (token.level !== 0 || token.map === null || type === undefined) continue;
    const [start, last] = token.map;
    let end = Math.min(last, lines.length);
    while (end > start && (lines[end - 1] ?? '').trim() === '') end -= 1;
    blocks.push({ type, start, end, depth: Number(token.tag.slice(1)), content: token.content });
  }
  const definitions = new Map(Object.entries(env.references ?? {}).map(([label, { href }]) => [label, href]));
  return { blocks, definitions };
}
