/** The one form that call-outs of every dialect get: a quote whose first line is its kind and title in bold. */

/** Spellings of the same kind. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['info', 'Info'],
  ['faq', 'FAQ'],
  ['todo', 'To do'],
  ['warn', 'Warning'],
]);

/** Words that name a call-out, as part of a regular expression. */
export const CALL_OUT_KINDS =
  'note|notes|notice|important|warning|caution|tip|info|information|danger|hint|attention|error|success|question|example|bug|quote|abstract|summary|seealso|see also|prerequisite|prerequisites|todo|experimental|deprecated';

/** `**Warning**` or `**Warning: Title**`. */
export function callOutLabel(kind: string, title = ''): string {
  const name = NAMES.get(kind.toLowerCase()) ?? kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
  const plain = title
    .trim()
    .replace(/^\*\*(.*)\*\*$/, '$1')
    .replace(/:$/, '');
  return plain === '' || plain.toLowerCase() === name.toLowerCase() ? `**${name}**` : `**${name}: ${plain}**`;
}

/** @param body lines without the indentation of the call-out. */
export function calledOut(kind: string, title: string | undefined, body: readonly string[]): string[] {
  const lines = [...body];
  while (lines.at(0)?.trim() === '') lines.shift();
  while (lines.at(-1)?.trim() === '') lines.pop();
  const own = lines[0]?.replace(new RegExp(`^(?:\\*\\*|__)${kind}(?::(?:\\*\\*|__)|(?:\\*\\*|__):?)[ \\t]*`, 'i'), '');
  if (own !== undefined && /^[\w-]+$/.test(kind)) lines[0] = own;
  const text = [callOutLabel(kind, title), ...(lines.length > 0 ? [''] : []), ...lines];
  return text.map((line) => (line === '' ? '>' : `> ${line}`));
}
