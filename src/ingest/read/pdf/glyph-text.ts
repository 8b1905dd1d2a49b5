/** What a glyph means as text. */

/** Letters that fonts draw as one shape, written as the letters they are. */
const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
};

/** Symbol fonts give their signs private numbers; these are the bullets, arrows and ticks that manuals use. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '\uf0b7': '•',
  '\uf0a7': '▪',
  '\uf06c': '●',
  '\uf06e': '■',
  '\uf0d8': '➢',
  '\uf0fc': '✓',
  '\uf0e0': '→',
  '\uf0e8': '→',
  '\uf0a8': '◆',
  '\uf076': '❖',
  '\uf02d': '-',
  '\uf0a3': '≤',
  '\uf0b3': '≥',
  '\uf0ae': '→',
  '\uf0d7': '·',
};

export interface GlyphText {
  /** Empty when the glyph means nothing that can be written. */
  readonly text: string;
  /** The file does not say what it means. */
  readonly unmapped: boolean;
}

/** A hostile file can't make the table grow for ever. */
const MAX_KNOWN = 20_000;

/** Remembers what it has read: a manual has millions of glyphs and hundreds of different ones. */
export function createGlyphReader(): (unicode: string) => GlyphText {
  const known = new Map<string, GlyphText>();
  return (unicode) => {
    const found = known.get(unicode);
    if (found !== undefined) return found;
    const read = readGlyph(unicode);
    if (known.size < MAX_KNOWN) known.set(unicode, read);
    return read;
  };
}

/** @param unicode as the font maps it. */
function readGlyph(unicode: string): GlyphText {
  let text = '';
  let unmapped = unicode === '';
  for (const character of unicode) {
    const code = character.codePointAt(0) ?? 0;
    const plain = LIGATURES[character] ?? SYMBOLS[character];
    if (plain !== undefined) text += plain;
    else if (isMeaningless(code)) unmapped = true;
    else if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f) text += ' ';
    else if (code === 0xad) text += '-';
    else if (!isInvisible(code)) text += character;
  }
  return { text: text.normalize('NFC'), unmapped };
}

/** Private use, controls, replacement characters and halves of surrogate pairs. */
function isMeaningless(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0xe000 && code <= 0xf8ff) ||
    code >= 0xf0000 ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfffd
  );
}

function isInvisible(code: number): boolean {
  return (
    code === 0x200b ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x202a && code <= 0x202e) ||
    code === 0xfeff ||
    code === 0x2060
  );
}
