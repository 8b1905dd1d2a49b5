/** Puts the text of a section together again from its chunks: what a cut repeated (a table's header, a listing's fence) is taken out. */

const fence = /^ {0,3}(`{3,}|~{3,})/;
const rule = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;

/** @param texts Markdown of the chunks of one section, in reading order. */
export function joinedText(texts: readonly string[]): string {
  let joined = texts[0] ?? '';
  for (const text of texts.slice(1)) {
    joined = withTableGoingOn(joined, text) ?? withListingGoingOn(joined, text) ?? `${joined}\n\n${text}`;
  }
  return joined;
}

/** Null unless the text begins with the header of the table that the text before ends with. */
function withTableGoingOn(before: string, text: string): string | null {
  const [header, dashes, ...rows] = text.split('\n');
  if (header === undefined || dashes === undefined || !header.includes('|') || !rule.test(dashes)) return null;
  const lastTable = before.slice(before.lastIndexOf('\n\n') + 1).trimStart();
  return lastTable.startsWith(`${header}\n${dashes}`) ? [before, ...rows].join('\n') : null;
}

/** Null unless a listing ends right where one of the same language begins. */
function withListingGoingOn(before: string, text: string): string | null {
  const opener = text.slice(0, text.indexOf('\n'));
  const marks = fence.exec(opener)?.[1];
  if (marks === undefined || !before.endsWith(`\n${marks}`)) return null;
  const lines = before.split('\n');
  const start = lines.slice(0, -1).findLastIndex((line) => fence.exec(line)?.[1] === marks);
  if (start === -1 || lines[start] !== opener) return null;
  return [...lines.slice(0, -1), ...text.split('\n').slice(1)].join('\n');
}
