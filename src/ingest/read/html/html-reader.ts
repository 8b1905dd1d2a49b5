/** Reader for HTML pages. */
import { decodeText } from '../parts/decode.js';
import { declaredCharset } from './declared-charset.js';
import { readPage } from './read-page.js';
import type { PageReader } from '../page-reader.js';

export const htmlReader: PageReader = {
  read(bytes, name) {
    const charset = declaredCharset(bytes);
    const { text, guessedCharset } = decodeText(withoutStrayNul(bytes), name, charset);
    const page = readPage(text, name);
    if (guessedCharset === undefined) return page;
    return { ...page, warnings: [`is not UTF-8 and was read as ${guessedCharset}`, ...page.warnings] };
  },
};

/** Browsers skip a NUL here and there; a file full of them is no page, and a wide charset needs its own. */
function withoutStrayNul(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0)) return bytes;
  const kept = bytes.filter((byte) => byte !== 0);
  return bytes.length - kept.length <= bytes.length / 100 ? kept : bytes;
}
