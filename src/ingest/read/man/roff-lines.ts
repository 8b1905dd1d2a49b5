/** A man page's lines after the requests that decide which lines there are: comments, conditions, definitions. */

export interface RoffSource {
  readonly lines: readonly string[];
  /** Defined by `.ds`. */
  readonly strings: ReadonlyMap<string, string>;
}

/** Macros that the page defines for itself are not run; their definitions are left out. */
export function roffLines(text: string): RoffSource {
  const strings = new Map<string, string>();
  const lines: string[] = [];
  let until: RegExp | undefined;
  let skipping = 0;
  let lastIf = false;
  const queue = text.replace(/\\\n/g, '').split('\n');
  for (const raw of queue) {
    if (until !== undefined) {
      if (until.test(raw)) until = undefined;
      continue;
    }
    const line = raw.replace(/\\["#].*$/, '').replace(/^'(?=[A-Za-z]{2}\b)/, '.');
    if (/^[.']\s*$/.test(line) || (line === '' && raw !== '')) continue;
    if (skipping > 0) {
      skipping += braces(line);
      continue;
    }
    const definition = /^\.\s*(?:de1?|am1?|ig)\b\s*\S*\s*(\S+)?/.exec(line);
    if (definition !== null) {
      until =
        definition[1] === undefined ? /^\.\.\s*$/ : new RegExp(`^\\.\\s*${definition[1].replace(/\W/g, '\\$&')}\\b`);
      continue;
    }
    const string = /^\.\s*ds\s+(\S+)\s?"?(.*)$/.exec(line);
    if (string !== null) {
      if (strings.size < 1000 && !string[2]?.includes('\\*')) strings.set(string[1] ?? '', string[2] ?? '');
      continue;
    }
    const condition = /^\.\s*(if|ie|el)\b\s*(.*)$/.exec(line);
    if (condition === null) {
      lines.push(line.replace(/^(\.\s*)?\\\}\s*/, '').replace(/\\\}\s*$/, ''));
      continue;
    }
    const [, kind, rest = ''] = condition;
    const holds: boolean = kind === 'el' ? !lastIf : /^!?n\b|^!t\b/.test(rest) && !/^!n\b/.test(rest);
    if (kind === 'ie') lastIf = holds;
    const body = kind === 'el' ? rest : rest.replace(/^!?\S+\s*/, '');
    if (!holds) skipping = Math.max(0, braces(body));
    else {
      const inner = body.replace(/^\\\{\\?\s*/, '').replace(/\\\}\s*$/, '');
      if (inner !== '' && !/^\.\s*(?:ds|de|if|ie|el|nr|tr)\b/.test(inner)) lines.push(inner);
      else {
        const defined = /^\.\s*ds\s+(\S+)\s?"?(.*)$/.exec(inner);
        if (defined !== null) strings.set(defined[1] ?? '', defined[2] ?? '');
      }
    }
  }
  return { lines: lines.filter((line) => !/^\\\}$/.test(line)), strings };
}

function braces(line: string): number {
  return (line.match(/\\\{/g)?.length ?? 0) - (line.match(/\\\}/g)?.length ?? 0);
}

/** Arguments of a request: separated by blanks, with `"…"` around those that hold blanks. */
export function argumentsOf(rest: string): string[] {
  return [...rest.matchAll(/"((?:[^"]|"")*)"?|((?:\\ |[^\s])+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replace(/""/g, '"'),
  );
}
