/** The HTML that stands inside of Markdown: its text as Markdown, without tags that only lay out. */

/** Tags that mean layout or style; other names in angle brackets (`<namespace>`) are placeholders and stay. */
const HTML_NAMES =
  'a abbr address article aside audio b big blockquote body br button caption center cite code col colgroup dd del details dfn div dl dt em ' +
  'fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main mark meta nav ' +
  'nobr object ol option p picture pre q s samp script section select small source span strike strong style sub summary sup svg path table tbody td ' +
  'textarea tfoot th thead title tr tt u ul var video wbr';
const KNOWN = new Set(HTML_NAMES.split(' '));

const TAG = /<(\/?)([A-Za-z][\w.:-]{0,40})((?:\s(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^'"<>]){0,4000}?)?)\/?>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

export interface HtmlHeading {
  readonly depth: number;
  readonly text: string;
  readonly anchor?: string;
}

/** Removes `<!-- … -->`, also one that never ends, as browsers do. Linear. */
export function withoutComments(text: string): string {
  let result = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('<!--', from);
    if (start < 0) return result + text.slice(from);
    const end = text.indexOf('-->', start + 4);
    if (end < 0) return result + text.slice(from);
    result += text.slice(from, start);
    from = end + 3;
  }
}

/** A block that is one HTML heading, as project pages begin. */
export function htmlHeading(html: string): HtmlHeading | undefined {
  const heading = /^\s*<h([1-6])((?:\s[^>]{0,1000})?)>([\s\S]{1,2000}?)<\/h\1>\s*$/i.exec(html);
  if (heading === null) return undefined;
  const text = htmlToText(heading[3] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const anchor = /\b(?:id|name)=["']?([\w.:-]+)/.exec(`${heading[2] ?? ''} ${heading[3] ?? ''}`)?.[1];
  return text === '' ? undefined : { depth: Number(heading[1]), text, ...(anchor && { anchor }) };
}

/** The id that an otherwise empty block gives to what follows it: `<a name="x"></a>`. */
export function anchorOnly(html: string): string | undefined {
  return /^\s*<(a|span|div)\s+(?:name|id)=["']([^"']+)["']\s*(?:\/>|>\s*(?:<\/\1>)?)\s*$/i.exec(html)?.[2];
}

/** Tags away, table rows as a Markdown table, list items with a dash. */
export function htmlToText(html: string): string {
  let text = withoutComments(html);
  for (const name of ['script', 'style', 'svg', 'head']) text = withElements(text, name, () => '');
  return decoded(withElements(text, 'table', tableText).replace(TAG, textOfTag))
    .replace(/[ \t]+$/gm, '')
    .replace(/^[ \t]+(?=\S)/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Replaces every `<name …>…</name>`. Linear: an element that never closes ends the search. */
function withElements(html: string, name: string, change: (element: string) => string): string {
  const lower = html.toLowerCase();
  let result = '';
  let from = 0;
  for (;;) {
    const start = lower.indexOf(`<${name}`, from);
    const end = start < 0 ? -1 : lower.indexOf(`</${name}>`, start);
    if (end < 0) return result + html.slice(from);
    result += html.slice(from, start) + change(html.slice(start, end));
    from = end + name.length + 3;
  }
}

/** A tag of a component with attributes, or one that holds nothing; names in brackets alone are placeholders. */
const COMPONENT =
  /<[A-Z][A-Za-z\d]{0,40}(?:\s(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^'"<>]){0,4000}?(?:=["'][^<>]{0,4000}|\/)|\s?\/)>/g;

/** Tags of components in running text: what they show as text stays. */
export function withoutComponents(prose: string): string {
  const closing = new Set<string>();
  const plain = prose.replace(COMPONENT, (tag) => {
    closing.add(/^<(\w+)/.exec(tag)?.[1] ?? '');
    return /\b(?:text|label|title|alt)=["']([^"']+)["']/i.exec(tag)?.[1] ?? '';
  });
  return closing.size === 0
    ? plain
    : plain.replace(/<\/([A-Z]\w{0,40})>/g, (tag, name: string) => (closing.has(name) ? '' : tag));
}

function textOfTag(tag: string, closing: string, name: string, attributes: string): string {
  const lower = name.toLowerCase();
  const isComponent = /^[A-Z][a-z]/.test(name) && attributes !== '';
  if (!KNOWN.has(lower)) return isComponent ? '' : tag;
  if (lower === 'img') return /\balt=["']([^"']+)["']/i.exec(attributes)?.[1] ?? '';
  if (lower === 'br') return '\n';
  if (lower === 'li') return closing === '' ? '\n- ' : '';
  if (lower === 'summary' || lower === 'dt') return closing === '' ? '\n\n**' : '**\n\n';
  if (
    /^(?:p|div|section|article|h[1-6]|tr|table|ul|ol|dl|dd|details|blockquote|center|hr|pre|figure|body|header|main)$/.test(
      lower,
    )
  ) {
    return '\n\n';
  }
  return lower === 'code' || lower === 'kbd' || lower === 'tt' || lower === 'samp' ? '`' : '';
}

function tableText(table: string): string {
  const rows = table.split(/<tr(?:\s[^>]{0,1000})?>/i).slice(1);
  const lines = rows
    .map((row) =>
      row
        .split(/<t[hd](?:\s[^>]{0,1000})?>/i)
        .slice(1)
        .map(cellText),
    )
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => `| ${cells.join(' | ')} |`);
  const [header, ...body] = lines;
  if (header === undefined) return '';
  const width = header.split(' | ').length;
  return `\n\n${[header, `|${' --- |'.repeat(width)}`, ...body].join('\n')}\n\n`;
}

function cellText(cell: string): string {
  return cell
    .replace(TAG, textOfTag)
    .replace(/\s+/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|')
    .trim();
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
    (entity, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
    },
  );
}
