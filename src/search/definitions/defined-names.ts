/**
 * Names that a text documents: as the heading it stands under, as a row of a table, as an item of a list, as a command
 * that its source marks as one. Names that are only mentioned are not among them.
 */
import { identifiersOf } from '../identifiers.js';
import { defaultOfCell, documentedDefault } from './documented-default.js';
import { rowsOf } from './text-rows.js';

export type NameKind = 'COMMAND' | 'OPTION' | 'SETTING' | 'FUNCTION' | 'ERROR_CODE' | 'API_OPERATION' | 'OTHER';

export interface DefinedName {
  /** As it is written, without marks, arguments and placeholders. */
  readonly name: string;
  /** For options: the command or chapter that they belong to. */
  readonly of: string | null;
  readonly kind: NameKind;
  readonly documentedDefault: string | null;
}

/** A section's text and what stands above it. */
export interface DocumentedText {
  readonly path: readonly string[];
  /** Whether the text begins right below the last heading, so that the heading may be what it documents. */
  readonly isFirst: boolean;
  readonly text: string;
  /** The identifiers of its passages. */
  readonly identifiers: readonly string[];
}

/** Headings that group options and say nothing of whose they are. */
const grouping =
  /^(?:\w+ )?(?:options|arguments|flags|parameters|description|synopsis|values?|commands|fields|properties|general)$/i;
/** What is told there is news, not reference. */
const news = /\b(?:release notes|change ?log|what'?s new|changes|history|news|security fixes|bug fixes)\b/i;

export function isGrouping(heading: string): boolean {
  return grouping.test(heading);
}

export function isNews(heading: string): boolean {
  return news.test(heading);
}

export function definedNames({ path, isFirst, text, identifiers }: DocumentedText): DefinedName[] {
  if (path.some((heading) => news.test(heading))) return [];
  const context = path.findLast((heading) => !grouping.test(heading)) ?? null;
  const found = [
    ...(isFirst ? namesOfHeading(path, text) : []),
    ...namesOfTables(text, context),
    ...namesOfItems(text, context),
    ...identifiers.filter((one) => one.includes(' ')).map((command) => nameOf(command, null, null, 'COMMAND')),
  ];
  return found.filter(({ name }) => name !== '' && !isValue.test(name));
}

/** What tables and lists put first that is no name. */
const isValue = /^(?:true|false|yes|no|on|off|none|null|default|auto|\d.*|\/.*)$/i;

function nameOf(written: string, context: string | null, value: string | null, known?: NameKind): DefinedName {
  const kind = known ?? kindOf(written, value);
  const bare = kind === 'COMMAND' || kind === 'API_OPERATION' ? written : withoutArguments(written);
  const name = kind === 'OPTION' ? (bare.split(' ')[0] ?? bare) : bare;
  return { name, of: kind === 'OPTION' ? commandOf(context) : null, kind, documentedDefault: value };
}

/** `dig - DNS lookup utility` → `dig`. */
function commandOf(heading: string | null): string | null {
  return heading === null ? null : (/^(\S+?)(?: [-–—]|:) /.exec(heading)?.[1] ?? heading);
}

function kindOf(written: string, value: string | null): NameKind {
  if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \//.test(written)) return 'API_OPERATION';
  if (/^[-+]/.test(written)) return 'OPTION';
  if (/^[A-Z]{1,12}[A-Z0-9_]*[-_]?\d{3,6}$/.test(written) || /^(?:E|ERR|ERROR)[-_][A-Z0-9_]+$/.test(written))
    return 'ERROR_CODE';
  if (/^[\w.:$]+\(.*\)$/.test(written)) return 'FUNCTION';
  if (value !== null || /[a-z0-9][._-][a-z0-9]|[a-z][A-Z]/.test(written)) return 'SETTING';
  return 'OTHER';
}

/** `-k keyfile` → `-k`, `+edns[=#]` → `+edns`, `lookup(domain [, uri])` → `lookup`. */
function withoutArguments(written: string): string {
  return written.replace(/(?<=[\w-])(?:\s*[[(<=].*|\s+#.*|\s+[<[A-Za-z{].*)$/s, '').trim();
}

function namesOfHeading(path: readonly string[], text: string): DefinedName[] {
  const heading = unmarked(path.at(-1) ?? '');
  const context = path.slice(0, -1).findLast((above) => !grouping.test(above)) ?? null;
  if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \//.test(heading)) return [nameOf(heading, null, null)];
  const command = /^([a-z][\w.-]*)(?: [-–—]|:) \S/.exec(heading)?.[1];
  if (command !== undefined) return [nameOf(command, null, null, 'COMMAND')];
  const value = documentedDefault(text);
  const written = heading.split(/,\s+(?=[-+])/);
  if (written.every((one) => /^[-+]{1,2}[\p{L}\d@]/u.test(one)))
    return written.map((one) => nameOf(one, context, value));
  if (isName(heading)) return [nameOf(heading, context, value)];
  // A setting that is called by words has its default right below its heading.
  const isTitled =
    heading !== '' && heading.length <= 80 && /^[\s>*_+-]*(?:\*\*|__)?default\b[^\n]{0,40}[:=]/i.test(text);
  return isTitled && value !== null ? [{ name: heading, of: null, kind: 'SETTING', documentedDefault: value }] : [];
}

/** One word that is no plain word of a language, or a small one as configuration files have them. */
export function isName(text: string): boolean {
  if (/^[\w.:$]+\([^()]*(?:\([^()]*\)[^()]*)*\)$/.test(text)) return true;
  if (!/^\S{2,80}$/.test(text) || !/[\p{L}]/u.test(text) || /^[[({<"']|[?!]$/.test(text)) return false;
  if (/^\p{Lu}\p{Ll}+(?:-\p{L}\p{Ll}*)+$/u.test(text)) return false;
  if (/^v?\d+(?:\.\d+)+|^\d+$|:\/\/|\.(?:md|html?|ya?ml|json|txt|conf|c|py|sh|xml|gz)$/i.test(text)) return false;
  return (
    /^[a-z][a-z0-9]*$/.test(text) ||
    identifiersOf(text)[0] === text.toLowerCase().replace(/^[./:#+%@]+|[./:#+%$@-]+$/g, '')
  );
}

/** First cells of tables; of those with a column for it, the default. */
function namesOfTables(text: string, context: string | null): DefinedName[] {
  const names: DefinedName[] = [];
  let header: string[] | null = null;
  for (const { kind, text: row } of rowsOf(text)) {
    if (kind !== 'TABLE') {
      header = null;
      continue;
    }
    const cells = cellsOf(row);
    if (header === null) {
      header = cells;
      continue;
    }
    const [first = ''] = cells;
    const column = header.findIndex((cell) => /^\W*defaults?(?: values?)?\W*$/i.test(cell));
    const written = unmarked(first);
    const isMarked = /^(?:`|\*\*|\[)/.test(first);
    const isWord = /^[a-z][a-z0-9]*$/.test(written) && !isMarked && column === -1;
    if (!isName(written) || isWord) continue;
    const name = nameOf(written, context, column < 1 ? null : defaultOfCell(cells[column] ?? ''));
    if (name.kind !== 'OTHER' || first.startsWith('`')) names.push(name);
  }
  return names;
}

const item =
  /^\s*(?:[-*+]|\d+[.)])\s+(?:`([^`]{2,120})`|\*\*`?([^*`]{2,120})`?\*\*)\s*(?:\([^)]{0,40}\))?\s*[:–—-](?:\s|$)/;

/** `- --flag: …`, `` - `setting` – … ``, `- **+short, +noshort**: …` at the beginning of an item. */
function namesOfItems(text: string, context: string | null): DefinedName[] {
  return rowsOf(text).flatMap(({ kind, text: row }) => {
    if (kind !== 'TEXT') return [];
    const [, code, bold] = item.exec(row) ?? [];
    const written = unmarked(code ?? bold ?? '').replace(/:$/, '');
    return written.split(/,\s+(?=[-+])/).flatMap((one) => {
      const name = withoutArguments(one);
      const hasShape = /^(?:--?|\+)\p{L}|[\p{L}\d][._-][\p{L}\d]|\p{Ll}\p{Lu}/u.test(name);
      const isOption = /^[-+]/.test(name);
      return hasShape && (isOption || isName(name)) ? [nameOf(one, context, documentedDefault(row))] : [];
    });
  });
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** Text without the marks of Markdown. */
export function unmarked(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
