/** The parts of a directive: what stands on its line, its options, and what stands below. */
import { dedented, isBlank, trimmed } from './lines.js';
import type { RstNode } from './nodes.js';
import type { RstParse } from './parse-context.js';

export interface RstDirective {
  readonly name: string;
  /** What stands behind `::` on its line. */
  readonly given: string;
  /** The indented lines below. */
  readonly block: readonly string[];
  readonly depth: number;
}

export interface DirectiveParts {
  readonly argument: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly content: readonly string[];
}

/** A directive as its handler gets it. */
export interface DirectiveCall extends DirectiveParts {
  /** In lower case. */
  readonly name: string;
  readonly depth: number;
  readonly parse: RstParse;
  /** The argument as one line. */
  readonly title: string;
}

export type DirectiveHandler = (call: DirectiveCall) => RstNode[];

/** Argument, options and content; without an argument everything that is no option is content. */
export function partsOf({ given, block }: RstDirective, takesArgument: boolean): DirectiveParts {
  const lines = dedented([...block]);
  const startsBelow = block.length === 0 || isBlank(block[0]);
  const argument = given.trim() === '' ? [] : [given.trim()];
  const argumentEnd = takesArgument && !startsBelow ? endOfArgument(lines) : 0;
  argument.push(...lines.slice(0, argumentEnd).map((line) => line.trim()));
  const { options, end } = startsBelow ? { options: new Map<string, string>(), end: 0 } : optionsAt(lines, argumentEnd);
  const rest = trimmed(lines.slice(end));
  if (takesArgument) return { argument, options, content: rest };
  return { argument: [], options, content: [...argument, ...(startsBelow ? [''] : []), ...rest] };
}

function endOfArgument(lines: readonly string[]): number {
  let end = 0;
  while (end < lines.length && !isBlank(lines[end]) && !/^:[\w-]+:(?: |$)/.test(lines[end] ?? '')) end += 1;
  return end;
}

/** An option goes on in the indented lines below it. */
function optionsAt(lines: readonly string[], from: number): { options: Map<string, string>; end: number } {
  const options = new Map<string, string>();
  let name = '';
  let end = from;
  for (; end < lines.length && !isBlank(lines[end]); end += 1) {
    const line = lines[end] ?? '';
    const option = /^:([\w-]+):(?: +(.*))?$/.exec(line);
    if (option === null && (name === '' || !line.startsWith(' '))) break;
    if (option === null) options.set(name, `${options.get(name) ?? ''} ${line.trim()}`);
    else {
      name = option[1] ?? '';
      options.set(name, option[2] ?? '');
    }
  }
  return { options, end };
}

/** A caption is a heading of no depth. */
export function titled(text: string): RstNode[] {
  return text === '' ? [] : [{ type: 'heading', text }];
}
