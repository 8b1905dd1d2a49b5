/** Which reader a file needs, told by its name. */

/** Formats that can be read; `source` is every other text file that is taken as it is. OpenAPI and man pages show in what a file holds. */
export type FileFormat =
  'markdown' | 'mdx' | 'rst' | 'html' | 'asciidoc' | 'docx' | 'pdf' | 'openapi' | 'man' | 'text' | 'source';

const FORMATS: ReadonlyMap<string, FileFormat> = new Map([
  ...['md', 'markdown', 'mdown', 'mkd'].map((ending) => [ending, 'markdown'] as const),
  ['mdx', 'mdx'],
  ...['rst', 'rest'].map((ending) => [ending, 'rst'] as const),
  ...['html', 'htm', 'xhtml', 'shtml'].map((ending) => [ending, 'html'] as const),
  ['pdf', 'pdf'],
  ...['adoc', 'asciidoc', 'asciidoctor'].map((ending) => [ending, 'asciidoc'] as const),
  ['docx', 'docx'],
  ...['txt', 'text', 'asc'].map((ending) => [ending, 'text'] as const),
  ...['conf', 'cfg', 'ini', 'properties', 'yaml', 'yml', 'toml', 'mib', 'yang', 'sql', 'sh', 'csv', 'tsv'].map(
    (ending) => [ending, 'source'] as const,
  ),
]);

/** Pictures, archives, programs: nobody expects text from them, so plans leave them out without a word. */
const NOT_TEXT = new Set(
  (
    'png jpg jpeg gif webp svg ico bmp tif tiff avif drawio mp3 mp4 webm mov avi wav ogg woff woff2 ttf otf eot ' +
    'zip gz tgz bz2 xz 7z tar jar war exe dll so dylib bin dat wasm node map o a class pyc lock pcap pcapng key pem crt'
  ).split(' '),
);

const NAMES_WITHOUT_ENDING =
  /^(readme|changelog|changes|history|news|install|upgrading|usage|faq|todo|release[-_]?notes)$/i;

/** Ending without the dot, in lower case; empty when there is none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** Undefined: no reader knows it. */
export function formatOf(name: string): FileFormat | undefined {
  const ending = endingOf(name);
  if (ending === '' && NAMES_WITHOUT_ENDING.test(name)) return 'text';
  return FORMATS.get(ending);
}

/** False for pictures and other binaries, and for files without an ending that are no known text. */
export function isDocumentLike(name: string): boolean {
  const ending = endingOf(name);
  return formatOf(name) !== undefined || (ending !== '' && !NOT_TEXT.has(ending));
}
