/** Bytes to text: UTF-8 first, then what the bytes look like; without what nobody can see. */
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { FileUnreadableError } from '../../../errors.js';

/** Enough for a good guess; charset detection on all of a large file takes seconds. */
const SAMPLE_BYTES = 64 * 1024;

/** Latin-1 in old manuals is Windows-1252 in truth: browsers read it so, and its quotes and dashes are wanted. */
const READ_AS: Readonly<Record<string, string>> = { 'ISO-8859-1': 'windows-1252', 'ISO-8859-9': 'windows-1254' };

export interface DecodedText {
  readonly text: string;
  /** The guess, when the bytes are neither UTF-8 nor marked. */
  readonly guessedCharset?: string;
}

/**
 * @param declared what the file itself names, which counts unless the bytes are UTF-8 beyond doubt or no text in it.
 * Line ends are `\n`; zero-width characters, bidirectional controls, the tag block and other controls are gone (form
 * feeds stay: they are page marks).
 * @throws FileUnreadableError for bytes with NUL in them, which are no text.
 */
export function decodeText(bytes: Uint8Array, name: string, declared?: string): DecodedText {
  const marked = markedCharset(bytes);
  if (marked !== undefined) return { text: cleaned(iconv.decode(bytes, marked)) };
  if (declared?.startsWith('utf-16') === true) return { text: cleaned(iconv.decode(bytes, declared)) };
  if (bytes.includes(0)) throw new FileUnreadableError(`${name} is not a text file: it holds NUL bytes`, { name });
  try {
    return { text: cleaned(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    if (declared !== undefined && declared !== 'utf-8' && declared !== 'utf8') {
      return { text: cleaned(iconv.decode(bytes, declared)) };
    }
    const guess = guessCharset(bytes);
    return { text: cleaned(iconv.decode(bytes, guess)), guessedCharset: guess };
  }
}

function markedCharset(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** Looks at the part with the first byte above ASCII, since the rest says nothing. */
function guessCharset(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte > 127);
  const start = Math.max(0, first - SAMPLE_BYTES / 2);
  for (const { name } of analyse(bytes.subarray(start, start + SAMPLE_BYTES))) {
    if (name === 'UTF-8' || name === 'ASCII') continue;
    const charset = READ_AS[name] ?? name;
    if (iconv.encodingExists(charset)) return charset;
  }
  return 'windows-1252';
}

/** What Unicode calls default ignorable, and interlinear annotation marks. */
const INVISIBLE = /[\p{DI}\ufff9-\ufffb]/gu;
const CONTROLS = /[^\P{Cc}\t\n\f]/gu;

function cleaned(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROLS, '');
}
