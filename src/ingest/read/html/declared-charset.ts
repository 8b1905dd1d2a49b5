/** The charset that a page claims for itself, as browsers look for it before they read it. */
import iconv from 'iconv-lite';

/** Browsers look at 1,024 bytes; comments and scripts in front of `<meta>` are common. */
const SEARCHED = 8192;

const META = /<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w:.-]{2,40})/i;
const XML = /^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w:.-]{2,40})["']/i;

/** What browsers read instead of what is written; ASCII and Latin-1 have always been Windows-1252. */
const READ_AS: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'iso-8859-9': 'windows-1254',
  gb2312: 'gbk',
};

/** Undefined when nothing is claimed, or nothing that is known. UTF-16 without a mark shows in its zero bytes. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, SEARCHED);
  const wide = wideCharset(head);
  if (wide !== undefined) return wide;
  const text = iconv.decode(head, 'latin1');
  const said = (META.exec(text) ?? XML.exec(text))?.[1]?.toLowerCase();
  if (said === undefined) return undefined;
  // A page whose claim can be read byte by byte is no UTF-16.
  const name = said.startsWith('utf-16') ? 'utf-8' : (READ_AS[said] ?? said);
  return iconv.encodingExists(name) ? name : undefined;
}

function wideCharset(head: Uint8Array): string | undefined {
  const [a, b, c, d] = head;
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && c === 0 && d !== 0) return 'utf-16be';
  return undefined;
}
