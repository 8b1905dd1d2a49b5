/** How the generators of Markdown sites write includes. */
import { posix } from 'node:path';
import { besideOrAbove, upwards } from '../include/include-paths.js';
import type { LineRange } from '../include/included-lines.js';
import type { ScannedLine } from '../parts/lines.js';

/** An include as it is written. */
export interface Include {
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
export const ANY_INCLUDE =
  /\{\{[<%]-?\s*(?:include|readfile|code_sample|codenew|snippet|docs\/shared)|-8<-|\{%-?\s*include|\[!include|:::[ \t]*code\s|<!--[ \t]*@include:|^<<<[ \t]|^[ \t]*(?:`{3,}|:{3,})\{(?:literal)?include\}/im;

/** The includes that begin at a line, undefined for a line that is none, and the last line that they take. */
export function includesAt(
  lines: readonly ScannedLine[],
  at: number,
  path: string,
): { includes: (Include | undefined)[]; last: number } {
  const line = lines[at];
  const block = snippetBlock(lines, at, path) ?? mystBlock(lines, at, path);
  return block ?? { includes: [line && includeOf(line, path)], last: at };
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

/** Spellings on one line, in the order in which they are tried. */
const SPELLINGS: readonly (readonly [RegExp, (match: RegExpExecArray, path: string) => Include | undefined])[] = [
  [HUGO, hugoOf],
  [LIQUID, plainOf],
  [LEARN_CODE, learnCode],
  [VITEPRESS, vitepressOf],
  [VITEPRESS_CODE, vitepressCode],
  [LEARN, plainOf],
];

function includeOf({ text, inCode }: ScannedLine, path: string): Include | undefined {
  if (text.length > 2_000) return undefined;
  const snippet = SNIPPET.exec(text);
  if (snippet !== null && snippet[2] === '') return snippetOf(snippet[3] ?? '', snippet[1] ?? '', path);
  if (inCode) return undefined;
  for (const [pattern, includeFrom] of SPELLINGS) {
    const match = pattern.exec(text);
    if (match !== null) return includeFrom(match, path);
  }
  return undefined;
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
function learnCode([, before = '', given = '']: RegExpExecArray, path: string): Include | undefined {
  const value = (name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(given)?.[1];
  const name = value('source');
  if (name === undefined) return undefined;
  const lines = value('range');
  const code = value('language') ?? posix.extname(name).slice(1);
  return { ...plain(name, before, '', path), code, ...(lines !== undefined && { range: { lines } }) };
}

/** `@/` is the site's folder, the nearest above that has the file. */
function vitepressOf([, before = '', given = '']: RegExpExecArray, path: string): Include {
  return plain(given.replace(/^@\//, '/'), before, '', path);
}

function vitepressCode(match: RegExpExecArray, path: string): Include {
  return { ...vitepressOf(match, path), code: posix.extname(match[2] ?? '').slice(1) };
}

function plainOf([, before = '', name = '', after = '']: RegExpExecArray, path: string): Include {
  return plain(name.trim(), before, after, path);
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
