/** Reads the default value that a text documents for what it is about. */

/** Bare words that are values; others may be the beginning of a sentence ("the default is to …"). */
const bareValue =
  /^(?:[-+]?\d[\w.%:/-]*|[Yy]es|[Nn]o|[Oo]n|[Oo]ff|[Tt]rue|[Ff]alse|[Nn]one|[Nn]ull|nil|auto|[Ee]nabled?|[Dd]isabled?|unset|unlimited|[^\s[(*]*[_/.:-][^\s)\]*]*|[A-Z][A-Z\d_]+)$/;

/** `Default: x`, `**Default value:** x`, `> Default: x`. The rest of the line is the value. */
const stated =
  /^[\s>*_+-]*(?:\*\*|__)?default(?:s| values?)?(?:\*\*|__)?\s*(?:\([^()\n]{0,60}\))?\s*[:=](?:\*\*|__)?\s*(\S.*)$/imu;
/** `the default is x`, `default value is x`, `defaults to x`, `(default: x)`, `(default x)`. */
const told =
  /\bdefaults?(?: values?| setting)?(?: (?:is|are|of)|s? to|:| =|)\s+(?:set to )?(`[^`\n]{1,80}`|"[^"\n]{1,80}"|\*{1,2}[^*\n]{1,80}\*{1,2}|[^\s,;()]{1,80})/giu;

/**
 * @param markdown Markdown about one name; what it says first counts.
 * @returns the value without marks; null where none is documented.
 */
export function documentedDefault(markdown: string): string | null {
  const text = markdown.replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1');
  const line = stated.exec(text)?.[1];
  if (line !== undefined) {
    const value = firstValue(line);
    if (value !== null) return value;
  }
  for (const [, value = ''] of text.matchAll(told)) {
    const marked = marksOff(value);
    if (marked !== null) return marked;
    const bare = value.replace(/[.:!?)\]]+$/, '');
    if (bareValue.test(bare)) return bare;
  }
  return null;
}

/** The value of a table's cell; null for an empty one. */
export function defaultOfCell(cell: string): string | null {
  const value = plain(cell);
  return value === '' || /^[-–—]$/.test(value) ? null : value;
}

/** Of `` `32767` (`2^15 - 1`) `` the first, of plain words all if they are few. */
function firstValue(line: string): string | null {
  const marked = /^(?:`[^`]{1,80}`|"[^"]{1,80}")/.exec(line)?.[0];
  if (marked !== undefined) return marksOff(marked);
  const value = plain(line.replace(/\s+\(.*$/, '')).replace(/[.;,]+$/, '');
  const isValue = value !== '' && (bareValue.test(value) || value.split(' ').length <= 3);
  return isValue ? value : null;
}

function marksOff(text: string): string | null {
  const inner = /^(?:`([^`]+)`|"([^"]+)"|\*{1,2}([^*]+)\*{1,2})$/.exec(text);
  const value = inner?.[1] ?? inner?.[2] ?? inner?.[3];
  return value === undefined ? null : plain(value);
}

/** Of an empty text its quotation marks are left: they say that nothing is the value. */
function plain(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]|(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^"(.+)"$/, '$1')
    .trim();
}
