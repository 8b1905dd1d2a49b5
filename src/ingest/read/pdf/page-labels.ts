/** The label of every page: what the file says, what is printed in headers and footers, or else the page's position. */
import type { RunningRows } from './running-lines.js';

/** Pages before and after that a printed number must agree with. */
const REACH = 6;
/** Other pages that must agree; one is enough for a number that stands alone. */
const MIN_AGREEING = 2;
/** Longer runs of pages without a number are not filled in between two that have one. */
const MAX_UNPRINTED = 12;

type Style = 'arabic' | 'roman' | 'ROMAN';

interface Numbering {
  readonly style: Style;
  /** `A-` of `A-12`. */
  readonly prefix: string;
  readonly value: number;
  /** Nothing stands beside it. */
  readonly alone: boolean;
}

/**
 * @param stated the file's own labels, if it has any.
 * @param running headers and footers of each page.
 * @returns one label per page.
 */
export function pageLabels(stated: readonly string[] | null, running: readonly RunningRows[]): string[] {
  const printed = printedLabels(running);
  const known = printed.filter((label) => label !== undefined).length;
  if (stated?.length === running.length) {
    const both = printed.flatMap((label, at) => (label === undefined ? [] : [label === stated[at]]));
    const disagreeing = both.filter((same) => !same).length;
    // Labels that nobody cared for count the pages of the file; what is printed on most of them is better.
    const isWrong = known >= 0.3 * running.length && disagreeing > 0.6 * both.length;
    if (!isWrong) return stated.map((label, at) => (label.trim() === '' ? String(at + 1) : label));
  }
  return printed.map((label, at) => label ?? String(at + 1));
}

/** Numbers in headers and footers that count up with the pages around them; undefined where none is printed. */
function printedLabels(running: readonly RunningRows[]): (string | undefined)[] {
  const candidates = running.map(({ top, bottom }) =>
    [...top, ...bottom].flatMap(({ segments, text }) => [
      ...segments.flatMap((segment) => numberingsOf(segment.text)),
      ...numberingsOf(text),
    ]),
  );
  const keyOf = (numbering: Numbering, at: number): string =>
    `${numbering.style} ${numbering.prefix} ${String(at - numbering.value)}`;
  const pagesOf = new Map<string, Set<number>>();
  for (const [at, list] of candidates.entries()) {
    for (const numbering of list) {
      const key = keyOf(numbering, at);
      const pages = pagesOf.get(key) ?? new Set();
      pagesOf.set(key, pages.add(at));
    }
  }
  const chosen = candidates.map((list, at) => {
    let best: { numbering: Numbering; key: string; agreeing: number } | undefined;
    for (const numbering of list) {
      const key = keyOf(numbering, at);
      const pages = pagesOf.get(key);
      let agreeing = 0;
      for (let other = at - REACH; other <= at + REACH; other += 1)
        if (other !== at && pages?.has(other)) agreeing += 1;
      const enough = numbering.alone ? 1 : Math.min(MIN_AGREEING, running.length - 1);
      if (agreeing >= enough && agreeing > (best?.agreeing ?? 0)) best = { numbering, key, agreeing };
    }
    return best;
  });
  const labels = chosen.map((best) => (best === undefined ? undefined : written(best.numbering)));
  let last: { at: number; key: string; numbering: Numbering } | undefined;
  for (const [at, best] of chosen.entries()) {
    if (best === undefined) continue;
    if (last?.key === best.key && at - last.at <= MAX_UNPRINTED) {
      for (let between = last.at + 1; between < at; between += 1) {
        labels[between] = written({ ...last.numbering, value: last.numbering.value + between - last.at });
      }
    }
    last = { at, key: best.key, numbering: best.numbering };
  }
  return labels;
}

const NUMBER = String.raw`(\d{1,5}|[ivxlcdm]{1,9}|[IVXLCDM]{1,9}|[A-Z]{1,3}[-–.]\d{1,4}|\d{1,2}[-–]\d{1,4})`;
const PATTERNS = [
  new RegExp(String.raw`^(?:[Pp]age|PAGE|Seite|[Pp]\.|S\.)?\s*[-–—]?\s*${NUMBER}\s*[-–—]?$`),
  new RegExp(String.raw`${NUMBER}\s*(?:of|\/|von|de)\s*\d{1,5}$`),
  new RegExp(String.raw`(?:^|\s)(?:[Pp]age|PAGE|Seite)\s+${NUMBER}(?:\s|$)`),
  new RegExp(String.raw`^${NUMBER}\s`),
  new RegExp(String.raw`\s${NUMBER}$`),
];

function numberingsOf(text: string): Numbering[] {
  const trimmed = text.trim();
  return PATTERNS.flatMap((pattern, place) => {
    const found = pattern.exec(trimmed)?.[1];
    const numbering = found === undefined ? undefined : parsed(found);
    return numbering === undefined ? [] : [{ ...numbering, alone: place === 0 }];
  });
}

function parsed(text: string): Omit<Numbering, 'alone'> | undefined {
  if (/^\d+$/.test(text)) return { style: 'arabic', prefix: '', value: Number(text) };
  const parts = /^(.*[-–.])(\d+)$/.exec(text);
  if (parts?.[1] !== undefined) return { style: 'arabic', prefix: parts[1], value: Number(parts[2]) };
  const value = fromRoman(text.toLowerCase());
  if (value === undefined) return undefined;
  return { style: text === text.toLowerCase() ? 'roman' : 'ROMAN', prefix: '', value };
}

function written({ style, prefix, value }: Omit<Numbering, 'alone'>): string {
  if (style === 'arabic') return `${prefix}${String(value)}`;
  return style === 'roman' ? toRoman(value) : toRoman(value).toUpperCase();
}

const ROMAN: readonly (readonly [string, number])[] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];

function toRoman(value: number): string {
  let rest = value;
  let text = '';
  for (const [sign, worth] of ROMAN) {
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  }
  return text;
}

/** Undefined for letters that are no roman numeral as anybody writes it. */
function fromRoman(text: string): number | undefined {
  let value = 0;
  let at = 0;
  for (const [sign, worth] of ROMAN) {
    while (text.startsWith(sign, at)) {
      value += worth;
      at += sign.length;
    }
  }
  return at === text.length && value > 0 && toRoman(value) === text ? value : undefined;
}
