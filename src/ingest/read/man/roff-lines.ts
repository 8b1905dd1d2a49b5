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

/** A page while its requests are followed. */
interface RoffReading {
  /** Lines that are to be read; the next is the last. */
  readonly queue: string[];
  readonly lines: string[];
  readonly strings: Map<string, string>;
  /** Bodies of the macros that the page defines for itself. */
  readonly macros: Map<string, readonly string[]>;
  /** Braces that are open around lines that are left out. */
  skipping: number;
  /** The condition of the last `.ie` held. */
  lastIf: boolean;
  /** Lines that macros have come to. */
  expanded: number;
}

/** Follows a request; false for a line that is none of its kind. */
type RequestReader = (reading: RoffReading, line: string) => boolean;

const REQUEST_READERS: readonly RequestReader[] = [defineMacro, defineString, runMacro, followCondition];

/** Macros that the page defines for itself are run: converters to man pages write their listings and indents with them. */
export function roffLines(text: string): RoffSource {
  const reading: RoffReading = {
    queue: text.replace(/\\\n/g, '').split('\n').reverse(),
    lines: [],
    strings: new Map(),
    macros: new Map(),
    skipping: 0,
    lastIf: false,
    expanded: 0,
  };
  for (let raw = reading.queue.pop(); raw !== undefined; raw = reading.queue.pop()) readLine(reading, raw);
  return { lines: reading.lines.filter((line) => !/^\\\}$/.test(line)), strings: reading.strings };
}

function readLine(reading: RoffReading, raw: string): void {
  const line = raw.replace(/\\["#].*$/, '').replace(/^'(?=[A-Za-z]{2}\b)/, '.');
  if (/^[.']\s*$/.test(line) || (line === '' && raw !== '')) return;
  if (reading.skipping > 0) reading.skipping += braces(line);
  else if (!REQUEST_READERS.some((read) => read(reading, line)))
    reading.lines.push(line.replace(/^(\.\s*)?\\\}\s*/, '').replace(/\\\}\s*$/, ''));
}

/** Takes the body too, up to its end. */
function defineMacro({ queue, macros }: RoffReading, line: string): boolean {
  const definition = /^\.\s*(de1?|am1?|ig)\b\s*(\S*)\s*(\S+)?/.exec(line);
  if (definition === null) return false;
  const [, kind = '', name = '', end] = definition;
  const until = end === undefined ? /^\.\.\s*$/ : new RegExp(`^\\.\\s*${end.replace(/\W/g, '\\$&')}\\b`);
  const body: string[] = [];
  for (let next = queue.pop(); next !== undefined && !until.test(next); next = queue.pop()) body.push(next);
  if (kind.startsWith('de') && !KNOWN.test(name)) macros.set(name, body);
  return true;
}

function defineString({ strings }: RoffReading, line: string): boolean {
  const string = /^\.\s*ds\s+(\S+)\s?"?(.*)$/.exec(line);
  if (string === null) return false;
  const [, name = '', value = ''] = string;
  if (strings.size < 1000 && !value.includes('\\*')) strings.set(name, value);
  return true;
}

function runMacro(reading: RoffReading, line: string): boolean {
  const [, name = '', given = ''] = /^\.\s*(\S+)\s*(.*)$/.exec(line) ?? [];
  const macro = reading.macros.get(name);
  if (macro === undefined) return false;
  reading.expanded += macro.length + 1;
  if (reading.expanded < MAX_EXPANDED) reading.queue.push(...macroBody(macro, argumentsOf(given)).reverse());
  return true;
}

function followCondition(reading: RoffReading, line: string): boolean {
  const request = /^\.\s*(if|ie|el)\b\s*(.*)$/.exec(line);
  if (request === null) return false;
  const [, kind, rest = ''] = request;
  const { holds, body }: Judged = kind === 'el' ? { holds: !reading.lastIf, body: rest } : judged(rest);
  if (kind === 'ie') reading.lastIf = holds;
  if (!holds) reading.skipping = Math.max(0, braces(body));
  else {
    const inner = body.replace(/^\\\{\\?\s*/, '').replace(/\\\}\s*$/, '');
    if (inner !== '' && !/^\.\s*(?:de|if|ie|el|nr|tr)\b/.test(inner)) reading.queue.push(inner);
  }
  return true;
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
