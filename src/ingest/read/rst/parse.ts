/** One parse of one text: what it defines, and which other files it takes in. */
import { posix } from 'node:path';
import { parseBlocks } from './blocks.js';
import type { RstParse } from './parse-context.js';
import { isBlank, withoutTabs } from './lines.js';
import type { RstDocument, RstFiles } from './nodes.js';

/** Files inside of files inside of files. */
const MAX_INCLUDES_DEEP = 16;
/** Files that one text may take in, counted each time. */
const MAX_INCLUDES = 500;
/** Characters of a text with everything it includes. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

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

/**
 * @param path of the file, for the names of files it includes.
 * @param prolog substitutions and targets of the whole site, parsed before the text.
 */
export function parseRst(text: string, path: string, files: RstFiles, prolog = ''): RstDocument {
  const styles: string[] = [];
  const warnings = new Set<string>();
  const links = new Map<string, string>();
  const substitutions = new Map<string, string>(STANDARD_SUBSTITUTIONS);
  const anonymous: string[] = [];
  const paths = [path];
  let labels: string[] = [];
  let footnotes = 0;
  let included = 0;
  let size = text.length;

  const parse: RstParse = {
    fields: new Map(),
    labels: new Map(),
    depthOf(style) {
      const known = styles.indexOf(style);
      if (known >= 0) return Math.min(6, known + 1);
      styles.push(style);
      return Math.min(6, styles.length);
    },
    takeLabels() {
      const taken = labels;
      labels = [];
      return taken;
    },
    addTarget(name, url) {
      if (name === '') {
        anonymous.push(url);
        return;
      }
      const known = normalizedName(name);
      if (url === '') labels.push(known);
      else if (/^`?[^`]+`?_$/.test(url) && !url.includes('/')) {
        const other = links.get(normalizedName(url.slice(0, -1)));
        if (other !== undefined) links.set(known, other);
      } else links.set(known, url);
    },
    addSubstitution(name, directive, body) {
      const given = body.filter((line) => !isBlank(line));
      if (directive === 'image') {
        const alt = given.map((line) => /^:alt: +(.*)$/.exec(line.trim())?.[1]).find((found) => found !== undefined);
        substitutions.set(name, alt ?? '');
      } else if (directive === 'unicode') substitutions.set(name, unicodeText(given.join(' ')));
      else if (directive === 'replace') substitutions.set(name, given.map((line) => line.trim()).join(' '));
    },
    nextFootnote() {
      footnotes += 1;
      return String(footnotes);
    },
    blocks(lines, depth) {
      const before = labels;
      if (depth > 0) labels = [];
      const nodes = parseBlocks(lines, parse, depth);
      if (depth > 0) labels = [...before, ...labels];
      return nodes;
    },
    file(name) {
      const found = files.text(name, paths.at(-1) ?? path) ?? files.text(name, path);
      if (found === undefined) {
        warnings.add(`the file ${name} that it includes was not found`);
        return undefined;
      }
      return { lines: linesOf(found.text), path: found.path };
    },
    inside(other, characters, work) {
      included += 1;
      size += characters;
      if (paths.includes(other)) {
        warnings.add(`${posix.basename(other)} includes itself and was left out there`);
        return undefined;
      }
      if (paths.length > MAX_INCLUDES_DEEP || included > MAX_INCLUDES || size > MAX_CHARACTERS) {
        warnings.add('includes more than is read; the rest was left out');
        return undefined;
      }
      paths.push(other);
      try {
        return work();
      } finally {
        paths.pop();
      }
    },
    warn: (warning) => warnings.add(warning),
  };

  if (prolog !== '') parseBlocks(linesOf(prolog), parse, 1);
  labels = [];
  const nodes = parseBlocks(linesOf(text), parse);
  for (const url of anonymous) links.set('', url);
  return { nodes, fields: parse.fields, links, substitutions, labels: parse.labels, warnings: [...warnings] };
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n|\f/).map((line) => withoutTabs(line).trimEnd());
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
