/** What a text defines for all of it: addresses, substitutions, labels of sections. */
import { isBlank } from './lines.js';
import type { RstDefinitions } from './nodes.js';

/** The form in which names of links are compared. */
export function normalizedName(name: string): string {
  return name.replace(/^`|`$/g, '').replace(/\\(.)/g, '$1').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Characters that the standard substitution files define; the most common of them. */
const STANDARD_SUBSTITUTIONS: readonly (readonly [string, string])[] = [
  ['copy', '©'],
  ['reg', '®'],
  ['trade', '™'],
  ['deg', '°'],
  ['plusmn', '±'],
  ['times', '×'],
  ['micro', 'µ'],
  ['nbsp', ' '],
  ['mdash', '—'],
  ['ndash', '–'],
  ['hellip', '…'],
  ['rarr', '→'],
  ['larr', '←'],
];

export interface Definitions extends RstDefinitions {
  /** @param url empty for a label of what comes next. */
  addTarget(name: string, url: string): void;
  addSubstitution(name: string, directive: string, body: readonly string[]): void;
  /** Labels in front of what comes next. */
  takeLabels(): string[];
  /** Runs `work` without the labels that wait; they and those that it left wait afterwards. */
  withOwnLabels<Result>(work: () => Result): Result;
  /** To be called after everything is parsed: targets without a name. */
  addAnonymous(): void;
}

export function createDefinitions(): Definitions {
  const links = new Map<string, string>();
  const substitutions = new Map<string, string>(STANDARD_SUBSTITUTIONS);
  const anonymous: string[] = [];
  let waiting: string[] = [];
  return {
    links,
    substitutions,
    labels: new Map(),
    addTarget(name, url) {
      if (name === '') {
        anonymous.push(url);
        return;
      }
      const known = normalizedName(name);
      if (url === '') waiting.push(known);
      else if (/^`?[^`]+`?_$/.test(url) && !url.includes('/')) {
        const other = links.get(normalizedName(url.slice(0, -1)));
        if (other !== undefined) links.set(known, other);
      } else links.set(known, url);
    },
    addSubstitution(name, directive, body) {
      const text = substitutionText(
        directive,
        body.filter((line) => !isBlank(line)),
      );
      if (text !== undefined) substitutions.set(name, text);
    },
    takeLabels() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    withOwnLabels(work) {
      const before = waiting;
      waiting = [];
      const result = work();
      waiting = [...before, ...waiting];
      return result;
    },
    addAnonymous() {
      for (const url of anonymous) links.set('', url);
    },
  };
}

/** Undefined for directives that are not shown in running text. */
function substitutionText(directive: string, lines: readonly string[]): string | undefined {
  switch (directive) {
    case 'image':
      return lines.map((line) => /^:alt: +(.*)$/.exec(line.trim())?.[1]).find((alt) => alt !== undefined) ?? '';
    case 'unicode':
      return unicodeText(lines.join(' '));
    case 'replace':
      return lines.map((line) => line.trim()).join(' ');
    default:
      return undefined;
  }
}

/** `0xA9`, `U+00A9` and texts, one after the other. */
function unicodeText(codes: string): string {
  return codes
    .replace(/\s*\.\. .*$/, '')
    .split(/ +/)
    .map((code) => {
      const hex = /^(?:0x|x|\\x|U\+?|u|\\u|&#x)([\da-f]{1,6});?$/i.exec(code)?.[1];
      const point = hex === undefined ? undefined : parseInt(hex, 16);
      return point === undefined || point > 0x10ffff || point < 32 ? code : String.fromCodePoint(point);
    })
    .join('');
}
