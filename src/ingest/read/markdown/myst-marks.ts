/** What MyST adds to Markdown: roles, targets and directives, as plain Markdown and `:::` blocks. */
import { scanLines } from '../parts/lines.js';
import { directiveAt } from './myst-directives.js';

/** Only MyST writes these: targets, roles that are common or of a domain, and directives. */
const MYST =
  /^[ \t]*\([\w .:/-]+\)=[ \t]*$|(?:^|[\s("*])\{(?:ref|numref|doc|term|abbr|kbd|guilabel|menuselection|command|file|download|any|eq|[a-z]+:[a-z]+)\}`|^[ \t]*(?:`{3,}|~{3,}|:{3,})\{[a-z][\w:-]{2,}\}/m;
const TARGET = /^[ \t]*\([\w .:/-]+\)=[ \t]*$/;
const COMMENT = /^%(?:[ \t]|$)/;
/** A code span, and the role before it if it has one. Read from left to right, so a role within a span is none. */
const SPAN = /(\{[A-Za-z][\w:+-]*\})?(?<!`)(`{1,8})(?!`)([^`]{1,2000}(?:`(?!\2)[^`]{1,2000}){0,9}?)\2(?!`)/g;
const CODE_ROLE =
  /(?:^|:)(?:kbd|command|file|code|literal|envvar|option|program|samp|regexp|func|function|class|meth|method|mod|module|attr|data|exc|obj|const)$/;

export function isMyst(text: string): boolean {
  return MYST.test(text);
}

/** Text without any of MyST's marks stays as it is, letter by letter. */
export function plainMyst(markdown: string): string {
  return isMyst(markdown) ? plainLines(markdown.split('\n')).join('\n') : markdown;
}

function plainLines(lines: readonly string[]): string[] {
  const scanned = scanLines(lines.join('\n'));
  const result: string[] = [];
  let prose: string[] = [];
  const endProse = (): void => {
    if (prose.length > 0) result.push(...prose.join('\n').replace(SPAN, withoutRole).split('\n'));
    prose = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const directive = directiveAt(lines, at, plainLines);
    if (directive !== undefined) {
      endProse();
      result.push(...directive.lines);
      at = directive.last;
    } else if (scanned[at]?.inCode === true) {
      endProse();
      const end = scanned.findIndex(({ inCode }, place) => place > at && !inCode);
      const last = fenceEnd(lines, at, end < 0 ? lines.length : end);
      result.push(...lines.slice(at, last + 1));
      at = last;
    } else if (line.trim() === '') {
      endProse();
      result.push(line);
    } else if (!TARGET.test(line) && !COMMENT.test(line)) prose.push(line);
  }
  endProse();
  return result;
}

/** Last line of the fence that begins here; another may begin right below it. */
function fenceEnd(lines: readonly string[], at: number, end: number): number {
  const marks = /`{3,}|~{3,}/.exec(lines[at] ?? '')?.[0] ?? '```';
  for (let last = at + 1; last < end; last += 1) {
    const text = (lines[last] ?? '').replace(/^[ \t>]+/, '').trimEnd();
    if (text.startsWith(marks) && /^(?:`+|~+)$/.test(text)) return last;
  }
  return end - 1;
}

/** Of a reference its text, else its target; names of things to type are code. */
function withoutRole(whole: string, role: string | undefined, _: string, given: string): string {
  if (role === undefined) return whole;
  const name = role.slice(1, -1);
  const text = given.trim();
  const titled = /^([\s\S]+?)\s*<[^<>]+>$/.exec(text)?.[1];
  if (CODE_ROLE.test(name)) return `\`${(titled ?? text).replace(/^[!~]/, '')}\``;
  if (name === 'guilabel' || name === 'menuselection') return `**${text.replaceAll('-->', '→')}**`;
  if (name === 'math') return `$${text}$`;
  return titled ?? text;
}
