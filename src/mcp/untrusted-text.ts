/** Text of manuals is data from strangers: hidden characters go, and what remains is fenced so that it can't pose as our own words. */

/**
 * Characters that a person does not see but a model reads: controls, line separators and what Unicode calls default
 * ignorable (zero-width and bidirectional marks, soft hyphens, tag characters, variation selectors).
 */
const invisible = /(?!\n|\t|\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{DI}\u2028\u2029\ufff9-\ufffb]/gu;

/** Joiners carry meaning in scripts that join letters and between emoji, selectors after emoji; anywhere else they hide data. */
const stray =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\p{M}|(?!\p{Script=Latin})\p{L})[\u200c\u200d]|(?<!\p{Emoji})[\ufe0e\ufe0f]/gu;

/** The text without invisible characters; line ends become `\n`. */
export function stripInvisible(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(invisible, '').replaceAll(stray, '');
}

/** As `stripInvisible`, on one line: for titles, headings and labels. */
export function oneLine(text: string): string {
  return stripInvisible(text).replaceAll(/\s+/g, ' ').trim();
}

/** The text between fences longer than any fence in it (CommonMark's own rule), so that the text cannot end its quotation. */
export function fence(text: string, info: string): string {
  const longest = Math.max(3, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${info}\n${text}\n${marks}`;
}
