/** A man page's lines after the requests that decide which lines there are: comments, conditions, definitions. */

export interface RoffSource {
  readonly lines: readonly string[];
  /** Defined by `.ds`. */
  readonly strings: ReadonlyMap<string, string>;
}

/** Macros that the writers know themselves, whatever a page makes of them for other formatters. */
const KNOWN =
  /^(?:TH|SH|SS|TP|TQ|IP|PP|P|LP|HP|RS|RE|EX|EE|UR|UE|MT|ME|SY|YS|OP|TS|TE|IX|B|I|R|SM|SB|BR|RB|BI|IB|IR|RI|[a-z]{2})$/;
/** Lines that macros of the page may come to. */
const MAX_EXPANDED = 50_000;

/** Macros that the page defines for itself are run: converters to man pages write their listings and indents with them. */
export function roffLines(text: string): RoffSource {
  const strings = new Map<string, string>();
  const macros = new Map<string, readonly string[]>();
  const lines: string[] = [];
  let skipping = 0;
  let lastIf = false;
  let expanded = 0;
  /** The next line is the last. */
  const queue = text.replace(/\\\n/g, '').split('\n').reverse();
  for (let raw = queue.pop(); raw !== undefined; raw = queue.pop()) {
    const line = raw.replace(/\\["#].*$/, '').replace(/^'(?=[A-Za-z]{2}\b)/, '.');
    if (/^[.']\s*$/.test(line) || (line === '' && raw !== '')) continue;
    if (skipping > 0) {
      skipping += braces(line);
      continue;
    }
    const definition = /^\.\s*(de1?|am1?|ig)\b\s*(\S*)\s*(\S+)?/.exec(line);
    if (definition !== null) {
      const [, kind = '', name = '', end] = definition;
      const until = end === undefined ? /^\.\.\s*$/ : new RegExp(`^\\.\\s*${end.replace(/\W/g, '\\$&')}\\b`);
      const body: string[] = [];
      for (let next = queue.pop(); next !== undefined && !until.test(next); next = queue.pop()) body.push(next);
      if (kind.startsWith('de') && !KNOWN.test(name)) macros.set(name, body);
      continue;
    }
    const string = /^\.\s*ds\s+(\S+)\s?"?(.*)$/.exec(line);
    if (string !== null) {
      if (strings.size < 1000 && !string[2]?.includes('\\*')) strings.set(string[1] ?? '', string[2] ?? '');
      continue;
    }
    const [, name = '', given = ''] = /^\.\s*(\S+)\s*(.*)$/.exec(line) ?? [];
    const macro = macros.get(name);
    if (macro !== undefined) {
      expanded += macro.length + 1;
      if (expanded < MAX_EXPANDED) queue.push(...macroBody(macro, argumentsOf(given)).reverse());
      continue;
    }
    const request = /^\.\s*(if|ie|el)\b\s*(.*)$/.exec(line);
    if (request === null) {
      lines.push(line.replace(/^(\.\s*)?\\\}\s*/, '').replace(/\\\}\s*$/, ''));
      continue;
    }
    const [, kind, rest = ''] = request;
    const condition: Judged = kind === 'el' ? { holds: !lastIf, body: rest } : judged(rest);
    const { holds, body } = condition;
    if (kind === 'ie') lastIf = holds;
    if (!holds) skipping = Math.max(0, braces(body));
    else {
      const inner = body.replace(/^\\\{\\?\s*/, '').replace(/\\\}\s*$/, '');
      if (inner !== '' && !/^\.\s*(?:de|if|ie|el|nr|tr)\b/.test(inner)) queue.push(inner);
    }
  }
  return { lines: lines.filter((line) => !/^\\\}$/.test(line)), strings };
}

/** `\\$1` in the body of a macro is its first argument, `\\$*` are all, `\\n(.$` is how many there are. */
function macroBody(body: readonly string[], given: readonly string[]): string[] {
  return body.map((line) =>
    line
      .replace(/\\\\/g, '\\')
      .replace(/\\n(?:\(\.\$|\[\.\$\])/g, String(given.length))
      .replace(/\\\$(?:(\d)|[*@])/g, (_, place?: string) =>
        place === undefined ? given.join(' ') : (given[Number(place) - 1] ?? ''),
      ),
  );
}

interface Judged {
  readonly holds: boolean;
  /** What stands behind the condition. */
  readonly body: string;
}

/** True are `n` (no typesetter), strings that are alike and numbers that compare; everything else is not known. */
function judged(rest: string): Judged {
  const [negation] = /^!?\s*/.exec(rest) ?? [''];
  const given = rest.slice(negation.length);
  const strings = /^(["'])(.*?)\1(.*?)\1\s*/.exec(given);
  const numbers = /^(\d+)(?:([<>=]=?)(\d+))?(?=\s|\\\{|$)\s*/.exec(given);
  const [matched = ''] = strings ?? numbers ?? /^\S+\s*/.exec(given) ?? [];
  const [name] = matched.trim();
  const holds =
    strings !== null
      ? strings[2] === strings[3]
      : numbers !== null
        ? compared(Number(numbers[1]), numbers[2] ?? '>', Number(numbers[3] ?? 0))
        : name === 'n' || (negation !== '' && name !== 't');
  return { holds: negation === '' ? holds : !holds, body: given.slice(matched.length) };
}

function compared(left: number, operator: string, right: number): boolean {
  if (operator.startsWith('<')) return left < right || (operator === '<=' && left === right);
  if (operator.startsWith('>')) return left > right || (operator === '>=' && left === right);
  return left === right;
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
