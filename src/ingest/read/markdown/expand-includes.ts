/** Puts other files where Markdown includes them, in the spellings of its generators. */
import { decodeText } from '../parts/decode.js';
import { splitFrontMatter } from '../parts/front-matter.js';
import { htmlToText } from '../parts/html-text.js';
import { createIncludeBudget, type IncludeBudget } from '../include/include-budget.js';
import { includedLines, pickedLines } from '../include/included-lines.js';
import { scanLines } from '../parts/lines.js';
import type { ReadContext } from '../read-context.js';
import { ANY_INCLUDE, includesAt, type Include } from './include-spellings.js';

/** What became of the includes of one file. */
export interface IncludeReport extends IncludeBudget {
  /** Addresses that were not fetched, by how often. */
  readonly remote: Map<string, number>;
}

export function createIncludeReport(): IncludeReport {
  return { ...createIncludeBudget(), remote: new Map() };
}

interface Including {
  readonly context: ReadContext;
  readonly report: IncludeReport;
}

/**
 * `--8<--` (also sections and line ranges, also in code), Hugo's `include` and `readfile`, `{% include %}`,
 * `[!INCLUDE [x](y)]` and MyST's `{include}`. What is missing is left out with a warning.
 * @param path of the file that `text` comes from.
 * @param above paths of the files that lead here, `path` last.
 */
export async function expandIncludes(
  text: string,
  path: string,
  including: Including,
  above: readonly string[] = [path],
): Promise<string> {
  if (!ANY_INCLUDE.test(text)) return text;
  const result: string[] = [];
  const lines = scanLines(text);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const { includes, last } = includesAt(lines, at, path);
    at = last;
    for (const include of includes) {
      if (include === undefined) result.push(line.text);
      else result.push(...(await included(include, including, above)));
    }
  }
  return result.join('\n');
}

/** The candidates of every include that takes in a whole file as text, in the order in which they are tried. */
export function markdownIncludes(text: string, path: string): (readonly string[])[] {
  if (!ANY_INCLUDE.test(text)) return [];
  const lines = scanLines(text);
  return lines.flatMap((_, at) => {
    return includesAt(lines, at, path).includes.flatMap((include) =>
      include === undefined || (include.part ?? include.range ?? include.code) !== undefined
        ? []
        : [include.candidates],
    );
  });
}

async function included(include: Include, including: Including, above: readonly string[]): Promise<string[]> {
  const { context, report } = including;
  const { before, after } = include;
  const rest = before.trim() === '' && after.trim() === '' ? [] : [before + after];
  if (include.candidates.length === 0) {
    report.remote.set(include.name, (report.remote.get(include.name) ?? 0) + 1);
    return rest;
  }
  const file = await context.find(include.candidates);
  if (file === undefined) {
    report.misses(include.name);
    return rest;
  }
  if (!report.takes({ path: file.path, characters: file.bytes.length }, above)) return rest;
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
      : await expandIncludes(picked, file.path, including, [...above, file.path]);
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

/** Marks of sections are comments of the file's language around `--8<-- [start:name]`. */
const MARK = /-8<-{1,}[ \t]*\[(?:start|end):/;

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
