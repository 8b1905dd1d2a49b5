/** What directives mean: admonitions, code, tables, commands, includes; of all others the content is kept. */
import { handlerTable } from '../parts/handler-table.js';
import { included, literalInclude } from './directive-includes.js';
import { partsOf, titled, type DirectiveCall, type DirectiveHandler, type RstDirective } from './directive-parts.js';
import { csvTable, listTable } from './directive-tables.js';
import type { RstNode } from './nodes.js';
import type { RstParse } from './parse-context.js';

/** Notes and warnings: all that stands in them is text, also on the line of the directive. */
const NOTES = 'attention caution danger error hint important note tip warning seealso todo';

/** They steer the site or draw lists of links. */
const DROPPED =
  'toctree contents sectnum section-numbering index highlight default-role role meta target-notes tabularcolumns ' +
  'currentmodule default-domain cssclass module program class rst-class header footer title codeauthor sectionauthor spelling tags ' +
  'bibliography acks include-toc youtube video';

/** Languages of diagrams that the directive itself names. */
const DIAGRAMS = 'graphviz mermaid uml plantuml math blockdiag nwdiag seqdiag actdiag packetdiag';

/** Their argument is the thing itself: a command, an option, a function. */
const SIGNED =
  /cmd$|fmt$|^(?:option|cmdoption|envvar|confval|describe|object|function|class|method|data|attribute|exception|setting|macro|type|enum|enumerator|struct|union|member|var)$|^[a-z]+:[a-z]+$/;

/** What is written for print alone, beside what the pages show. */
const OTHER_BUILDERS = /^(?:latex|latexpdf|pdf|man|epub|texinfo|text|gettext)$/;

const HANDLERS = handlerTable<DirectiveHandler>([
  [DROPPED, () => []],
  [NOTES, note],
  ['admonition', admonition],
  ['versionadded', change('Added in version')],
  ['versionchanged', change('Changed in version')],
  ['deprecated', change('Deprecated since version')],
  ['versionremoved', change('Removed in version')],
  ['code-block code sourcecode parsed-literal prompt productionlist', (call) => codeOf(call, call.title)],
  [DIAGRAMS, (call) => codeOf(call, call.name)],
  ['digraph graph', (call) => codeOf(call, 'dot')],
  ['doctest', (call) => codeOf(call, 'pycon')],
  ['ipython', (call) => codeOf(call, 'python')],
  ['code-tab', codeTab],
  ['include cmdinclude', included],
  ['literalinclude', literalInclude],
  ['figure image', pictured],
  ['table', titledContent],
  ['list-table flat-table', listTable],
  ['csv-table', csvTable],
  ['raw', ({ title, content }) => (title.includes('html') ? [{ type: 'html', html: content.join('\n') }] : [])],
  ['only', (call) => (OTHER_BUILDERS.test(call.title) ? [] : unwrapped(call))],
  ['ifconfig container compound highlights glossary hlist grid tabs tab-set', unwrapped],
  ['epigraph pull-quote', quotation],
]);

export function parseDirective(directive: RstDirective, parse: RstParse): RstNode[] {
  const name = directive.name.toLowerCase();
  const handler = HANDLERS.get(name) ?? (SIGNED.test(name) ? command : titledContent);
  const parts = partsOf(directive, handler !== note);
  return handler({ ...parts, name, depth: directive.depth, parse, title: parts.argument.join(' ').trim() });
}

/** The content as blocks within the directive. */
function nested({ content, parse, depth }: DirectiveCall): RstNode[] {
  return parse.blocks(content, depth + 1);
}

/** The content as if there were no directive around it. */
function unwrapped({ content, parse, depth }: DirectiveCall): RstNode[] {
  return parse.blocks(content, depth);
}

function titledContent(call: DirectiveCall): RstNode[] {
  return [...titled(call.title), ...nested(call)];
}

function note(call: DirectiveCall): RstNode[] {
  return [{ type: 'quote', label: call.name === 'seealso' ? 'See also' : call.name, children: nested(call) }];
}

function admonition(call: DirectiveCall): RstNode[] {
  const { title } = call;
  const label = title === '' ? call.name : 'Note';
  return [{ type: 'quote', label, ...(title && { title }), children: nested(call) }];
}

function change(label: string): DirectiveHandler {
  return ({ title, content, parse, depth }) => {
    const [version = '', ...rest] = title.split(/\s+/);
    const children = parse.blocks([rest.join(' '), '', ...content], depth + 1);
    return [{ type: 'quote', label: `${label} ${version}`, children }];
  };
}

function command(call: DirectiveCall): RstNode[] {
  return [{ type: 'command', signatures: signaturesOf(call.name, call.argument), children: nested(call) }];
}

function quotation({ argument, content, parse, depth }: DirectiveCall): RstNode[] {
  return [{ type: 'quote', children: parse.blocks([...argument, '', ...content], depth + 1) }];
}

/** Its argument is a language and the name of the tab. */
function codeTab(call: DirectiveCall): RstNode[] {
  const { title } = call;
  return [...titled(title.replace(/^\S+\s*/, '') || title), ...codeOf(call, title.split(' ')[0] ?? '')];
}

function codeOf({ name, content, options }: DirectiveCall, language: string): RstNode[] {
  const caption = options.get('caption');
  const text = name === 'parsed-literal' ? content.map((line) => line.replace(/\\(.)/g, '$1')) : content;
  const code: RstNode[] = content.length === 0 ? [] : [{ type: 'code', text: text.join('\n'), language }];
  return [...(caption ? titled(caption) : []), ...code];
}

/** The caption says what the picture shows; without one its alternative text does. */
function pictured(call: DirectiveCall): RstNode[] {
  const children = nested(call);
  const alt = call.options.get('alt')?.trim() ?? '';
  const caption = children[0]?.type === 'paragraph' ? children[0].text.replace(/\s+/g, ' ') : '';
  return alt === '' || alt === caption ? children : [{ type: 'paragraph', text: alt }, ...children];
}

/** Each line is a signature, unless the line before is not finished; commands are one signature. */
function signaturesOf(name: string, lines: readonly string[]): string[] {
  const signatures: string[] = [];
  for (const line of lines) {
    const last = signatures.at(-1);
    const text = line.replace(/\\$/, '').trim();
    if (last !== undefined && (/^(?:cfg|op)cmd$/.test(name) || isOpen(last) || /\\$/.test(lines[0] ?? ''))) {
      signatures[signatures.length - 1] = `${last} ${text}`;
    } else signatures.push(text);
  }
  return signatures.map((signature) => signature.replace(/\s+/g, ' '));
}

function isOpen(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if ('<[({'.includes(character)) open += 1;
    else if ('>])}'.includes(character)) open -= 1;
  }
  return open > 0 || /\|$/.test(text);
}
