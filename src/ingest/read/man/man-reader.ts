/** Reader for man pages in man(7) and mdoc(7), also compressed. */
import { gunzipSync } from 'node:zlib';
import { FileUnreadableError } from '../../../errors.js';
import type { DocumentKind } from '../../../store/entities/document-kind.js';
import { decodeText } from '../parts/decode.js';
import { titleFromName } from '../parts/file-title.js';
import { readMarkup } from '../html/read-page.js';
import { writeManPage } from './man-macros.js';
import { writeMdocPage } from './mdoc-macros.js';
import { createPageWriter } from './page-writer.js';
import { argumentsOf, roffLines } from './roff-lines.js';
import type { PageReader } from '../page-reader.js';
import { besideOrAbove } from '../include/include-paths.js';

const MAX_UNPACKED = 16 * 1024 * 1024;

/** What the sections of the manual hold, by convention of every Unix. */
const KINDS: Readonly<Record<string, DocumentKind>> = {
  ...{ '1': 'CLI_REFERENCE', '6': 'CLI_REFERENCE', '8': 'CLI_REFERENCE' },
  ...{ '2': 'API_REFERENCE', '3': 'API_REFERENCE', '9': 'API_REFERENCE' },
};

export const manReader: PageReader = {
  async read(bytes, name, context) {
    const decoded = decodeText(unpacked(bytes, name), name);
    let { text } = decoded;
    // A page that is only another name of a page says `.so man1/other.1`.
    const other = /^(?:[.'].*\n)*?\.so\s+(\S+)\s*$/m.exec(text.trim().split('\n').length <= 3 ? text.trim() : '')?.[1];
    if (other !== undefined) {
      const found = await context.find([
        ...besideOrAbove(other, context.path),
        ...besideOrAbove(`../${other}`, context.path),
      ]);
      if (found !== undefined) text = decodeText(unpacked(found.bytes, other), other).text;
    }
    const source = roffLines(text);
    const writer = createPageWriter();
    const isMdoc = source.lines.some((line) => /^\.\s*Dd\b/.test(line)) || /^\.\s*Sh\b/m.test(text);
    if (isMdoc) writeMdocPage(source, writer);
    else writeManPage(source, writer);
    const { sections, blocks } = readMarkup(writer.html());
    const { title, section, date } = headerOf(source.lines, isMdoc);
    const kind = KINDS[section.charAt(0)];
    return {
      title: title === '' ? titleFromName(name) : section === '' ? title : `${title}(${section})`,
      ...(kind !== undefined && { kind }),
      frontMatter: { ...(date !== '' && { date }), ...(section !== '' && { section }) },
      warnings: decoded.guessedCharset === undefined ? [] : [`is not UTF-8 and was read as ${decoded.guessedCharset}`],
      pages: [],
      sections,
      blocks,
    };
  },
};

/** @throws FileUnreadableError for damaged or endless archives. */
function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (cause) {
    throw new FileUnreadableError(
      `${name} is damaged, or unpacks to more than a man page can hold`,
      { name },
      { cause },
    );
  }
}

function headerOf(lines: readonly string[], isMdoc: boolean): { title: string; section: string; date: string } {
  const request = (name: string): string[] => {
    const line = lines.find((one) => new RegExp(`^\\.\\s*${name}\\b`).test(one));
    return line === undefined ? [] : argumentsOf(line.replace(/^\.\s*\w+\s*/, '')).map(withoutEscapes);
  };
  if (isMdoc) {
    const [title = '', section = ''] = request('Dt');
    return {
      title: title.toLowerCase(),
      section,
      date: request('Dd')
        .join(' ')
        .replace(/^\$Mdocdate:\s*|\s*\$$/g, ''),
    };
  }
  const [title = '', section = '', date = ''] = request('TH');
  return { title: title === title.toUpperCase() ? title.toLowerCase() : title, section, date };
}

function withoutEscapes(text: string): string {
  return text.replace(/\\-/g, '-').replace(/\\(?:&|f.|s[-+]?\d)/g, '');
}
