/** Which parts of a page stand in which chunks. */

export interface Block {
  readonly text: string;
  /** Keys of the chunks that hold it; none for what is in no chunk, such as a running header. */
  readonly keys: readonly string[];
}

interface Holder {
  readonly key: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

/** Letters and digits only: chunks and pages part lines, cells and lists in different ways. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** A block that was cut between two chunks is in neither as a whole: half of its lines are enough. */
const leastShare = 0.5;

function shareIn(lines: readonly string[], holder: string): number {
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  const held = lines.reduce((sum, line) => sum + (holder.includes(line) ? line.length : 0), 0);
  return length === 0 ? 0 : held / length;
}

/** Paragraphs, tables, lists and fenced code of a Markdown text; a fence holds its empty lines. */
function parts(markdown: string): string[] {
  const found: string[][] = [[]];
  let isFenced = false;
  for (const line of markdown.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced;
    if (line.trim() === '' && !isFenced) found.push([]);
    else found.at(-1)?.push(line);
  }
  return found.map((lines) => lines.join('\n')).filter((text) => text !== '');
}

/** The blocks of a page, in their order. */
export function blocksOf(page: string, chunks: readonly Holder[]): Block[] {
  const holders = chunks.map(({ key, headingPath, text }) => ({ key, text: bare([...headingPath, text].join(' ')) }));
  return parts(page).map((text) => {
    const lines = text
      .split('\n')
      .map(bare)
      .filter((line) => line !== '');
    return {
      text,
      keys: holders.filter((holder) => shareIn(lines, holder.text) >= leastShare).map(({ key }) => key),
    };
  });
}
