/** The file that a page is kept in. */
import { createHash } from 'node:crypto';
import { formatOf, isDocumentLike } from '../../files/file-format.js';

const endings: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/markdown': 'md',
  'text/x-markdown': 'md',
  'text/plain': 'txt',
  'text/x-rst': 'rst',
  'text/asciidoc': 'adoc',
  'application/pdf': 'pdf',
  'application/openapi+json': 'json',
  'application/yaml': 'yaml',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

/** Longest part of a path that every file system takes, with room for an ending. */
const longestPart = 120;

export function mediaType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

/**
 * Path below the crawl's folder: that of the address below the crawl's start, with the ending of the page's media type.
 * Undefined for what is no documentation: pictures, scripts, archives.
 */
export function pageFile(url: URL, contentType: string, base: string): string | undefined {
  const ending = endings[mediaType(contentType)];
  const below = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : url.pathname;
  const parts = below.split('/').map(readable);
  const last = parts.pop() ?? '';
  const folders = parts.filter((part) => part !== '');
  const name = last === '' ? 'index' : last;
  const known = formatOf(name) !== undefined && name.includes('.');
  // Servers send Markdown and others as plain text: the address says more then.
  if (ending === undefined || ending === 'txt') {
    if (known) return [...folders, name].join('/');
    if (ending === undefined)
      return name.includes('.') && isDocumentLike(name) ? [...folders, name].join('/') : undefined;
  }
  const stem = name.replace(/\.(html?|xhtml|md|markdown|txt|pdf|php|aspx?|jsp)$/i, '');
  return [...folders, `${stem}.${ending}`].join('/');
}

function readable(part: string): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // Kept as it is written.
  }
  const clean = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, '-')
    .replace(/^\.+/, '');
  if (clean.length <= longestPart) return clean;
  return `${clean.slice(0, longestPart)}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
