/** What a font's name and widths tell: typewriter or not, bold, italic. */
import type { FontFacts } from './page-model.js';

/** The part of pdfjs's font object that is read here; present with `fontExtraProperties`. */
export interface LoadedFont {
  readonly name?: string;
  readonly isMonospace?: boolean;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly italic?: boolean;
  readonly isType3Font?: boolean;
  readonly vertical?: boolean;
  readonly fontMatrix?: readonly number[];
  readonly bbox?: readonly number[];
  readonly defaultVMetrics?: readonly number[];
  readonly widths?: unknown;
}

const MONO_NAME =
  /mono(?!type)|courier|consol|typewriter|fixed|menlo|lettergothic|andale|terminal|(^|[^a-z])(cm|ec|sf|lm|tc|pcr|la)(v?tt|sltt|itt)|^(cm|sf|ec|lm)\w*tt\d|sourcecode|inconsolata|dejavusansm|hack-|firacode/i;
const BOLD_NAME =
  /bold|black|heavy|semibold|demi|extrab|medi(?=$|[^a-z])|[-,]b(d|$)|(^|\+)(cm|sf|ec|lm)(bx|ssbx|b)|bx\d/i;
const ITALIC_NAME = /ital|obli|slant|(^|\+)(cm|sf|ec)(ti|sl|it)\d/i;

/** Widths of a typewriter font are all the same and narrower than those of ideographs. */
const MONO_MIN = 400;
const MONO_MAX = 750;

export function fontFacts(font: LoadedFont): FontFacts {
  const name = font.name ?? '';
  const plain = name.replace(/^[A-Z]{6}\+/, '');
  return {
    name: plain,
    mono: font.isMonospace === true || MONO_NAME.test(plain) || hasOneWidth(font.widths),
    bold: font.bold === true || font.black === true || BOLD_NAME.test(plain),
    italic: font.italic === true || ITALIC_NAME.test(plain),
  };
}

function hasOneWidth(widths: unknown): boolean {
  if (typeof widths !== 'object' || widths === null) return false;
  let first = 0;
  let count = 0;
  for (const width of Object.values(widths as Record<string, unknown>)) {
    if (typeof width !== 'number' || width === 0) continue;
    if (count > 0 && Math.abs(width - first) > 1) return false;
    first = width;
    count += 1;
  }
  return count >= 12 && first >= MONO_MIN && first <= MONO_MAX;
}
