/** Puts other files where Markdown includes them, in the spellings of its generators. */
import { posix } from 'node:path';
import { decodeText } from '../decode.js';
import { splitFrontMatter } from '../front-matter.js';
import { htmlToText } from '../html-text.js';
import { besideOrAbove, upwards } from '../include-paths.js';
import { includedLines, pickedLines, type LineRange } from '../included-lines.js';
import { scanLines, type ScannedLine } from '../lines.js';
import type { ReadContext } from '../read-context.js';

/** Files inside of files inside of files. */
const MAX_DEPTH = 16;
/** Includes of one file, counted each time; what is included twice in each of ten levels would be a million. */
const MAX_INCLUDES = 1_000;
/** Characters that includes may add to one file. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** What became of the includes of one file. */
export interface IncludeReport {
  readonly warnings: Set<string>;
  /** Addresses that were not fetched, by how often. */
  readonly remote: Map<string, number>;
  count: number;
  characters: number;
}

export function createIncludeReport(): IncludeReport {
  return { warnings: new Set(), remote: new Map(), count: 0, characters: 0 };
}

interface Include {
  readonly name: string;
  /** What stands before it on its line. */
  readonly before: string;
  readonly after: string;
  readonly candidates: readonly string[];
  /** Lines `from:to`, 1-based, or the name of a section. */
  readonly part?: string | undefined;
  /** The part that a directive's options choose. */
  readonly range?: LineRange | undefined;
  /** Language of the code block that it becomes. */
  readonly code?: string | undefined;
  /** Taken letter by letter: nothing in it is an include. */
  readonly isVerbatim?: boolean;
}

/** Cheap test, since most files include nothing. */
const ANY =
  /\{\{[<%]-?\s*(?:include|readfile|code_sample|codenew|snippet|docs\/shared)|-{1,}8<-{1,}|\{%-?\s*include|\[!include|:::[ \t]*code\s|<!--[ \t]*@include:|^<<<[ \t]|^\s*(?:`{3,}|:{3,})\{(?:literal)?include\}/im;

/**
 * `--8<--` (also sections and line ranges, also in code), Hugo's `include` and `readfile`, `{% include %}`,
 * `[!INCLUDE [x](y)]` and MyST's `{include}`. What is missing is left out with a warning.
 * @param path of the file that `text` comes from.
 */
export async function expandIncludes(
  text: string,
  path: string,
  context: ReadContext,
  report: IncludeReport,
  above: readonly string[] = [path],
): Promise<string> {
  if (!ANY.test(text)) return text;
  const result: string[] = [];
  const lines = scanLines(text);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const block = snippetBlock(lines, at, path) ?? mystBlock(lines, at, path);
    const includes = block?.includes ?? [includeOf(line, path)];
    if (block !== undefined) at = block.last;
    for (const include of includes) {
      if (include === undefined) result.push(line.text);
      else result.push(...(await included(include, context, report, above)));
    }
  }
  return result.join('\n');
}

/** The candidates of every include that takes in a whole file as text, in the order in which they are tried. */
export function markdownIncludes(text: string, path: string): (readonly string[])[] {
  if (!ANY.test(text)) return [];
  const lines = scanLines(text);
  return lines.flatMap((line, at) => {
    const block = snippetBlock(lines, at, path) ?? mystBlock(lines, at, path);
    const includes = block?.includes ?? [includeOf(line, path)];
    return includes.flatMap((include) =>
      include === undefined || (include.part ?? include.range ?? include.code) !== undefined
        ? []
        : [include.candidates],
    );
  });
}

async function included(
  include: Include,
  context: ReadContext,
  report: IncludeReport,
  above: readonly string[],
): Promise<string[]> {
  const { before, after } = include;
  const rest = before.trim() === '' && after.trim() === '' ? [] : [before + after];
  if (include.candidates.length === 0) {
    report.remote.set(include.name, (report.remote.get(include.name) ?? 0) + 1);
    return rest;
  }
  const file = await context.find(include.candidates);
  if (file === undefined) {
    report.warnings.add(`the file ${include.name} that it includes was not found`);
    return rest;
  }
  report.count += 1;
  report.characters += file.bytes.length;
  if (above.includes(file.path)) {
    report.warnings.add(`${posix.basename(file.path)} includes itself and was left out there`);
    return rest;
  }
  if (above.length > MAX_DEPTH || report.count > MAX_INCLUDES || report.characters > MAX_CHARACTERS) {
    report.warnings.add('includes more than is read; the rest was left out');
    return rest;
  }
  const isMarkdown = /\.(?:mdx?|markdown)$/i.test(file.path);
  const whole = decodeText(file.bytes, file.path).text;
  if (isControl(file.path, whole)) return rest;
  const body = isMarkdown && include.code === undefined ? splitFrontMatter(whole).body : whole;
  const text = body.replace(/\n+$/, '');
  const picked =
    include.range === undefined
      ? partOf(text, include.part)
      : includedLines(text.split('\n'), include.range).join('\n');
  const nested =
    include.isVerbatim === true || include.code !== undefined
      ? picked
      : await expandIncludes(picked, file.path, context, report, [...above, file.path]);
  const lines = nested.split('\n');
  const shown = include.code === undefined ? lines : [`\`\`\`${include.code}`, ...lines, '```'];
  const indent = ' '.repeat(before.length);
  return shown.map((text, at) => {
    if (at === 0) return before + text + (shown.length === 1 ? after : '');
    return (text === '' ? '' : indent + text) + (at === shown.length - 1 ? after : '');
  });
}

/** HTML with a template in it, or without a sentence, draws what the site puts around its text: buttons, lists of pages. */
function isControl(path: string, html: string): boolean {
  if (!/\.html?$/i.test(path)) return false;
  return /\{[{%]/.test(html) || htmlToText(html).split(/\s+/).length < 4;
}

const SNIPPET = /^([ \t]*)(;?)-{1,}8<-{1,}[ \t]+["']([^"'\n]+)["'][ \t]*$/;
const SNIPPET_FENCE = /^[ \t]*-{1,}8<-{1,}[ \t]*$/;
const HUGO =
  /^(.*?)\{\{[<%]-?\s*(include|readfile|code_sample|codenew|snippet|docs\/shared)\s+([^{}]*?)\s*\/?-?[>%]\}\}(.*)$/;
const LIQUID = /^(.*?)\{%-?\s*include(?:-markdown|_relative)?\s+["']?([\w./ -]+?)["']?(?:\s[^{}%]*)?\s*-?%\}(.*)$/;
const LEARN = /^(.*?)\[!include\s*\[[^\]]*\]\(([^)\s]+)\)\](.*)$/i;
const LEARN_CODE = /^([ \t>]*):::[ \t]*code[ \t]+([^\n]*?)[ \t]*:::[ \t]*$/i;
const VITEPRESS = /^([ \t]*)<!--[ \t]*@include:[ \t]*([^\s{#]+)(?:#[\w-]+)?(?:\{[\d,-]*\})?[ \t]*-->[ \t]*$/;
const VITEPRESS_CODE =
  /^([ \t]*)<<<[ \t]+([^\s{#[]+)(?:#([\w-]+))?[ \t]*(?:\{[^}\n]*\})?[ \t]*(?:\[[^\]\n]*\])?[ \t]*$/;
const MYST = /^([ \t]*)(?:`{3,}|:{3,})\{(literal)?include\}[ \t]+(\S+)[ \t]*$/;

function includeOf({ text, inCode }: ScannedLine, path: string): Include | undefined {
  if (text.length > 2_000) return undefined;
  const snippet = SNIPPET.exec(text);
  if (snippet !== null && snippet[2] === '') return snippetOf(snippet[3] ?? '', snippet[1] ?? '', path);
  if (inCode) return undefined;
  const hugo = HUGO.exec(text);
  if (hugo !== null) return hugoOf(hugo, path);
  const liquid = LIQUID.exec(text);
  if (liquid !== null) return plain((liquid[2] ?? '').trim(), liquid[1] ?? '', liquid[3] ?? '', path);
  const code = LEARN_CODE.exec(text);
  if (code !== null) return learnCode(code[2] ?? '', code[1] ?? '', path);
  const vitepress = VITEPRESS.exec(text) ?? VITEPRESS_CODE.exec(text);
  if (vitepress !== null) return vitepressOf(vitepress, text.includes('<<<'), path);
  const learn = LEARN.exec(text);
  return learn === null ? undefined : plain(learn[2] ?? '', learn[1] ?? '', learn[3] ?? '', path);
}

/** `--8<--` alone on a line, names, and the same mark again. */
function snippetBlock(
  lines: readonly ScannedLine[],
  at: number,
  path: string,
): { includes: Include[]; last: number } | undefined {
  const open = lines[at]?.text ?? '';
  if (!SNIPPET_FENCE.test(open)) return undefined;
  const indent = open.slice(0, open.length - open.trimStart().length);
  const includes: Include[] = [];
  for (let end = at + 1; end < lines.length && end < at + 200; end += 1) {
    const text = lines[end]?.text.trim() ?? '';
    if (SNIPPET_FENCE.test(text)) return { includes, last: end };
    if (text !== '' && !text.startsWith(';')) includes.push(snippetOf(text, indent, path));
  }
  return undefined;
}

/** A fence whose content is options at most. */
function mystBlock(
  lines: readonly ScannedLine[],
  at: number,
  path: string,
): { includes: Include[]; last: number } | undefined {
  const open = MYST.exec(lines[at]?.text ?? '');
  if (open === null) return undefined;
  const close = lines.findIndex(({ text }, end) => end > at && /^[ \t]*(?:`{3,}|:{3,})[ \t]*$/.test(text));
  if (close < 0) return undefined;
  const [, before = '', literal, name = ''] = open;
  const options = new Map(
    lines.slice(at + 1, close).flatMap(({ text }) => {
      const option = /^[ \t]*:([\w-]+):[ \t]*(.*?)[ \t]*$/.exec(text);
      return option === null ? [] : [[option[1] ?? '', option[2] ?? ''] as const];
    }),
  );
  const range = rangeOf(options);
  const isCode = literal !== undefined || options.has('literal') || options.has('code');
  const code = options.get('code') ?? options.get('language') ?? posix.extname(name).slice(1);
  const include = { ...plain(name, before, '', path), ...(range && { range }), ...(isCode && { code }) };
  return { includes: [include], last: close };
}

function rangeOf(options: ReadonlyMap<string, string>): LineRange | undefined {
  const number = (name: string): number | undefined => {
    const given = options.get(name) ?? '';
    return /^-?\d+$/.test(given) ? Number(given) : undefined;
  };
  const range: LineRange = {
    lines: options.get('lines'),
    startLine: number('start-line'),
    endLine: number('end-line'),
    startAt: options.get('start-at'),
    endAt: options.get('end-at'),
    startAfter: options.get('start-after'),
    endBefore: options.get('end-before'),
  };
  return Object.values(range).some((value) => value !== undefined) ? range : undefined;
}

/** `file.md`, `file.md:section`, `file.md:2:5`, `file.md::5`. */
function snippetOf(given: string, before: string, path: string): Include {
  if (/^https?:/i.test(given)) return { name: given, before, after: '', candidates: [] };
  const [, name = given, part] = /^(.*?)(?::(-?\d*(?::-?\d*)?(?:,-?\d*:-?\d*)*|[A-Za-z_][\w-]*))?$/.exec(given) ?? [];
  const folders = ['', 'docs/', 'includes/', 'snippets/'];
  const candidates = [
    ...besideOrAbove(name, path),
    ...folders.flatMap((folder) => upwards(path, folder + name.replace(/^\//, ''))),
  ];
  return { name, before, after: '', candidates, part };
}

/** Folders that Hugo sites keep partial texts in. */
const HUGO_FOLDERS = [
  '',
  'includes/',
  '_includes/',
  'content/includes/',
  'content/',
  'static/',
  'examples/',
  'shared/',
];

function hugoOf(match: RegExpExecArray, path: string): Include | undefined {
  const [, before = '', shortcode = '', given = '', after = ''] = match;
  const named = new Map(
    [...given.matchAll(/([\w-]+)=["']?([^"'\s]+)["']?/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const name =
    named.get('file') ??
    named.get('path') ??
    named.get('lookup') ??
    /^["'`]([^"'`]+)["'`]/.exec(given)?.[1] ??
    /^([\w./-]+)/.exec(given)?.[1];
  if (name === undefined) return undefined;
  const bare = name.replace(/^\//, '');
  const candidates = shortcode.includes('shared')
    ? upwards(path, `shared/${bare}`)
    : [
        ...(name.startsWith('/') ? [] : besideOrAbove(name, path)),
        ...HUGO_FOLDERS.flatMap((folder) => upwards(path, folder + bare)),
      ];
  const isCode = named.get('code') === 'true' || /^code/.test(shortcode);
  const language = named.get('lang') ?? named.get('language') ?? posix.extname(name).slice(1);
  return { name, before, after, candidates, ...(isCode && { code: language }) };
}

/** `:::code language="x" source="y" range="2-5":::`. */
function learnCode(given: string, before: string, path: string): Include | undefined {
  const value = (name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(given)?.[1];
  const name = value('source');
  if (name === undefined) return undefined;
  const lines = value('range');
  const code = value('language') ?? posix.extname(name).slice(1);
  return { ...plain(name, before, '', path), code, ...(lines !== undefined && { range: { lines } }) };
}

/** `@/` is the site's folder, the nearest above that has the file. */
function vitepressOf(match: RegExpExecArray, isCode: boolean, path: string): Include {
  const [, before = '', given = ''] = match;
  const include = plain(given.replace(/^@\//, '/'), before, '', path);
  return isCode ? { ...include, code: posix.extname(given).slice(1) } : include;
}

function plain(name: string, before: string, after: string, path: string): Include {
  const bare = name.replace(/^[~/]+/, '');
  const candidates = [
    ...besideOrAbove(name, path),
    ...upwards(path, `_includes/${bare}`),
    ...(/^[~/]/.test(name) ? upwards(path, bare) : []),
  ];
  return { name, before, after, candidates };
}

/** Marks of sections are comments of the file's language around `--8<-- [start:name]`. */
const MARK = /-{1,}8<-{1,}[ \t]*\[(?:start|end):/;

function partOf(text: string, part: string | undefined): string {
  const lines = text.split('\n');
  if (part !== undefined && /^[A-Za-z_]/.test(part)) {
    const start = lines.findIndex((line) => MARK.test(line) && line.includes(`[start:${part}]`));
    const end = lines.findIndex((line, at) => at > start && MARK.test(line) && line.includes(`[end:${part}]`));
    if (start < 0) return '';
    const inner = lines.slice(start + 1, end < 0 ? undefined : end).filter((line) => !MARK.test(line));
    const widths = inner.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    const width = widths.length === 0 ? 0 : widths.reduce((a, b) => Math.min(a, b));
    return inner.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length))).join('\n');
  }
  const shown = lines.filter((line) => !MARK.test(line));
  if (part === undefined || part === '') return shown.join('\n');
  const spec = part.split(',').map((range) => (range.includes(':') ? range : `${range}:`));
  return pickedLines(lines, spec.join(','))
    .filter((line) => !MARK.test(line))
    .join('\n');
}
