/** Liquid's tags, as GitBook and Jekyll write them into Markdown: what they stand for, as Markdown. */
import { handlerFor, type PatternTable } from '../parts/handler-table.js';
import { mapProse } from './prose.js';
import { tagArguments, type TagArguments } from './tag-arguments.js';

/** `{% name arguments %}`, also over several lines. */
const TAG =
  /(?<!\{)\{%-?\s*([a-z][\w-]*)((?:\s(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^"'%]|%(?!\})){0,2000}?)?)\s*-?%\}(?!\})/g;

const CALL_OUT = /^(?:end)?(?:hint|note|tip|info|warning|caution|danger|important)$/;
/** Their label is above what they hold. */
const LABELLED = /^(?:tab|code|step|update|details|accordion|collapse|expandable)$/;
/** They lay out, choose or count; what they hold stays. */
const LAYOUT =
  /^(?:end)?(?:tabs|tab|code|stepper|step|columns?|updates?|content-ref|file|embed|swagger|swagger-description|swagger-parameter|swagger-response|openapi|openapi-operation|details|accordion|collapse|expandable)$/;
const JEKYLL =
  /^(?:(?:end)?(?:if|unless|case|for|raw)|else|elsif|when|assign|increment|decrement|cycle|include|toc|seo)$/;
const LINKS = /^(?:link|post_url)$/;

export interface PlainLiquid {
  readonly text: string;
  /** Names of the tags that were left as they stand, by how often. */
  readonly unknown: ReadonlyMap<string, number>;
}

/**
 * Hints become `:::` call-outs, titles of tabs, steps and code bold lines, operations their method and path.
 * @param isJekyll true where tags steer what the page shows: both branches of a condition stay, assignments go.
 */
export function plainLiquid(text: string, isJekyll: boolean): PlainLiquid {
  const unknown = new Map<string, number>();
  if (!text.includes('{%')) return { text, unknown };
  const whole = isJekyll ? withHighlights(withCaptures(withoutLiquidComments(text))) : text;
  const plain = mapProse(whole, (prose) =>
    prose.replace(TAG, (tag: string, name: string, given: string, at: number) => {
      const standsFor = meaningOf(name, given, isJekyll);
      if (standsFor === undefined) {
        unknown.set(name, (unknown.get(name) ?? 0) + 1);
        return tag;
      }
      return standsFor.isLine ? alone(standsFor.text, prose, at, tag.length) : standsFor.text;
    }),
  );
  return { text: isJekyll ? plain.replace(/\{%-?\s*(?:end)?raw\s*-?%\}\n?/g, '') : plain, unknown };
}

interface Meaning {
  readonly text: string;
  /** It is a line of its own. */
  readonly isLine: boolean;
}

interface Tag extends TagArguments {
  readonly name: string;
}

/** Tags that stand for a line. */
const LINES: PatternTable<(tag: Tag) => string> = [
  [CALL_OUT, callOut],
  [
    LABELLED,
    ({ name, named, first }) => bold(named.get('title') ?? named.get('date') ?? (name === 'code' ? '' : first)),
  ],
  [/^embed$/, ({ named }) => (named.has('url') ? `<${named.get('url') ?? ''}>` : '')],
  [/^(?:swagger|openapi|openapi-operation)$/, operation],
  [/^swagger-response$/, ({ named }) => bold(`${named.get('status') ?? ''} ${named.get('description') ?? ''}`)],
  [/^swagger-parameter$/, parameter],
  [LAYOUT, () => ''],
];

function meaningOf(name: string, given: string, isJekyll: boolean): Meaning | undefined {
  const tag: Tag = { name, ...tagArguments(given) };
  const line = handlerFor(LINES, name)?.(tag);
  if (line !== undefined) return { text: line, isLine: line !== '' };
  if (!isJekyll) return undefined;
  if (LINKS.test(name)) return { text: tag.first ?? '', isLine: false };
  return JEKYLL.test(name) ? { text: '', isLine: false } : undefined;
}

function callOut({ name, named }: Tag): string {
  if (name.startsWith('end')) return ':::';
  return `:::${name === 'hint' ? (named.get('style') ?? 'info') : name}`;
}

function operation({ named }: Tag): string {
  const parts = [named.get('method')?.toUpperCase(), named.get('path'), named.get('summary')];
  return bold(parts.filter((part) => part !== undefined).join(' '));
}

function parameter({ named }: Tag): string {
  const facts = [named.get('in'), named.get('type'), named.get('required') === 'true' ? 'required' : undefined];
  return `- \`${named.get('name') ?? ''}\` (${facts.filter((fact) => fact !== undefined).join(', ')})`;
}

function bold(label = ''): string {
  return label.trim() === '' ? '' : `**${label.trim()}**`;
}

/** The text as a line of its own, indented as the tag's line is; labels are paragraphs. */
function alone(text: string, prose: string, at: number, length: number): string {
  const start = prose.lastIndexOf('\n', at - 1) + 1;
  const before = prose.slice(start, at);
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  const after = prose.slice(at + length, at + length + 200).split('\n', 1)[0] ?? '';
  const gap = text.startsWith('**') ? `\n${indent}` : '';
  const head = before.trim() === '' ? gap : `\n${indent}${gap}`;
  return head + text + (after.trim() === '' ? gap : `\n${indent}${gap}`);
}

/** Left out with what they hold. */
function withoutLiquidComments(text: string): string {
  return replacedPairs(text, 'comment', () => '');
}

/** `{% highlight bash %}` is a fence. */
function withHighlights(text: string): string {
  return text
    .replace(/\{%-?\s*highlight\s+([\w+#-]+)[^%\n]{0,200}%\}/g, '```$1')
    .replace(/\{%-?\s*endhighlight\s*-?%\}/g, '```');
}

/**
 * A captured text stands where the page names it; where only an include is given it, it stays where it was captured, as
 * code if the include shows code.
 */
function withCaptures(text: string): string {
  const captured = new Map<string, string>();
  const rest = replacedPairs(text, 'capture', (inner, given) => {
    const name = given.trim();
    if (new RegExp(`\\{\\{-?\\s*${name.replace(/\W/g, '')}\\s*[|}-]`).test(text)) {
      captured.set(name, inner.trim());
      return '';
    }
    const isCode = new RegExp(`include\\s+[\\w./-]*code[^%]{0,2000}=\\s*${name.replace(/\W/g, '')}\\b`).test(text);
    return isCode ? `\n\`\`\`\n${inner.replace(/^\s*\n|\s+$/g, '')}\n\`\`\`\n` : inner;
  });
  if (captured.size === 0) return rest;
  return rest.replace(
    /\{\{-?\s*([\w-]+)\s*(?:\|[^{}]{0,200})?-?\}\}/g,
    (whole, name: string) => captured.get(name) ?? whole,
  );
}

/** Replaces every `{% name … %}…{% endname %}`. Linear: a pair that never closes ends the search. */
function replacedPairs(text: string, name: string, change: (inner: string, given: string) => string): string {
  const open = new RegExp(`\\{%-?\\s*${name}\\b([^%]{0,200})%\\}`, 'g');
  const close = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
  let result = '';
  let from = 0;
  for (let start = open.exec(text); start !== null; start = open.exec(text)) {
    close.lastIndex = open.lastIndex;
    const end = close.exec(text);
    if (end === null) break;
    result +=
      text.slice(from, start.index) + change(text.slice(open.lastIndex, end.index), (start[1] ?? '').replace(/-$/, ''));
    from = close.lastIndex;
    open.lastIndex = from;
  }
  return result + text.slice(from);
}
