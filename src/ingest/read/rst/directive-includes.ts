/** Directives that take in other files. */
import { includedLines, type LineRange } from '../include/included-lines.js';
import { titled, type DirectiveCall } from './directive-parts.js';
import { dedented, trimmed } from './lines.js';
import type { RstNode } from './nodes.js';

export function included({ title: name, options, parse, depth }: DirectiveCall): RstNode[] {
  if (/^<.*>$/.test(name)) return [];
  const file = parse.file(name);
  if (file === undefined) return [];
  const lines = includedLines(file.lines, rangeOf(options)).map((line) =>
    line.includes('{{')
      ? line.replace(/\{\{ *(var\d+) *\}\}/g, (whole, key: string) => options.get(key) ?? whole)
      : line,
  );
  const language = options.get('code');
  if (language !== undefined || options.has('literal')) {
    return [{ type: 'code', text: trimmed(lines).join('\n'), language: language?.trim() ?? '' }];
  }
  const size = lines.reduce((sum, line) => sum + line.length + 1, 0);
  return parse.inside(file.path, size, () => parse.blocks(lines, depth)) ?? [];
}

export function literalInclude({ title: name, options, parse }: DirectiveCall): RstNode[] {
  const file = parse.file(name);
  if (file === undefined) return [];
  const lines = trimmed(includedLines(file.lines, rangeOf(options)));
  const dedent = Number(options.get('dedent') ?? 0);
  const text = (dedent > 0 ? dedented(lines, dedent) : lines).join('\n');
  const caption = options.get('caption');
  const language = options.get('language')?.trim() ?? '';
  return text === '' ? [] : [...titled(caption?.trim() ?? ''), { type: 'code', text, language }];
}

function rangeOf(options: ReadonlyMap<string, string>): LineRange {
  const text = (name: string): string | undefined => options.get(name)?.trim() || undefined;
  const number = (name: string): number | undefined => {
    const value = text(name);
    return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
  };
  return {
    lines: text('lines'),
    startLine: number('start-line'),
    endLine: number('end-line'),
    startAt: text('start-at'),
    endAt: text('end-at'),
    startAfter: text('start-after'),
    endBefore: text('end-before'),
  };
}
