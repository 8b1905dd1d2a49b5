/** Writes Markdown's tree as text, one block at a time. */
import type { Delete, Emphasis, Image, Link, Nodes, Parents, Strong } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { toMarkdown, type Handle, type Info, type Options, type State } from 'mdast-util-to-markdown';
import { escapedText } from './markdown-text.js';

type Attention = Delete | Emphasis | Strong;

function optionsFor(hasTildes: boolean): Options {
  return {
    bullet: '-',
    bulletOther: '*',
    emphasis: '*',
    strong: '*',
    fences: true,
    listItemIndent: 'one',
    rule: '-',
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    handlers: {
      text: (node: { value: string }, _parent: Parents | undefined, state: State, info: Info) =>
        escapedText(node.value.replace(/\s+/g, ' '), {
          before: info.before,
          after: info.after,
          inTable: state.stack.includes('tableCell'),
          inAttention: state.stack.includes('emphasis') || state.stack.includes('strong'),
          inLink: state.stack.includes('link'),
          hasTildes,
        }),
      link: (node: Link, _parent: Parents | undefined, state: State, info: Info) => {
        const exit = state.enter('link');
        const text = state.containerPhrasing(node, { ...info, before: '[', after: ']' });
        exit();
        const [only] = node.children;
        const isAddress = only?.type === 'text' && only.value === node.url && /^https?:[^\s<>]+$/.test(node.url);
        return isAddress ? `<${node.url}>` : `[${text}](${destination(node.url)})`;
      },
      image: (node: Image) => {
        const alt = escapedText(node.alt ?? '', {
          before: '[',
          after: ']',
          inTable: false,
          inAttention: false,
          inLink: true,
          hasTildes: false,
        });
        return `![${alt.replace(/(?<!\\)\|/g, '\\|')}](${destination(node.url)})`;
      },
      emphasis: marked('*'),
      strong: marked('**'),
      delete: marked('~~'),
    },
  };
}

const usual = optionsFor(false);
const strict = optionsFor(true);

/** An address that ends where it ends: what would be read as its end, or as an entity, is written in percent. */
function destination(url: string): string {
  return url
    .replace(/[\s<>\\|`]/g, (character) => encodeURIComponent(character))
    .replace(/[()]/g, (bracket) => (isBalanced(url) ? bracket : bracket === '(' ? '%28' : '%29'))
    .replace(/&(?=#?\w{1,31};)/g, '%26');
}

function isBalanced(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === '(') open += 1;
    if (character === ')') open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

export function writeMarkdown(node: Nodes): string {
  const text = toString(node);
  const hasTildes = text.indexOf('~') !== text.lastIndexOf('~');
  return toMarkdown(node, hasTildes ? strict : usual).trimEnd();
}

/**
 * Marks stand where Markdown reads them as marks, else they are left out: the library would write characters as
 * references (`&#x3A;`) to keep them, which nobody can search for.
 */
function marked(mark: string): Handle {
  const construct = mark === '*' ? 'emphasis' : 'strong';
  return (node: Attention, _parent, state, info) => {
    const isInside = mark !== '~~' && state.stack.includes(construct);
    const exit = state.enter(construct);
    const content = state.containerPhrasing(node, { ...info, before: mark, after: mark });
    exit();
    const core = content.trim();
    const [lead = '', trail = ''] = [/^\s*/.exec(content)?.[0], /\s*$/.exec(content)?.[0]];
    if (core === '') return content;
    const before = lead === '' ? info.before : lead;
    const after = trail === '' ? info.after : trail;
    const endsInAddress = /https?:\/\/\S*$/.test(core) && /^[^\s<]/.test(after);
    const flanks = !endsInAddress && canOpen(before, core.charAt(0)) && canClose(core.charAt(core.length - 1), after);
    const isAmbiguous =
      core.startsWith(mark.charAt(0)) || core.endsWith(mark.charAt(0)) || /[*~]$/.test(before) || /^[*~]/.test(after);
    return isInside || !flanks || isAmbiguous ? content : `${lead}${mark}${core}${mark}${trail}`;
  };
}

function canOpen(before: string, first: string): boolean {
  return !isPunctuation(first) || before === '' || /[\s\p{P}\p{S}]$/u.test(before);
}

function canClose(last: string, after: string): boolean {
  return !isPunctuation(last) || after === '' || /^[\s\p{P}\p{S}]/u.test(after);
}

function isPunctuation(character: string): boolean {
  return /[\p{P}\p{S}]/u.test(character);
}
