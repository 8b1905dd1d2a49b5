/** One change as the tool gives it: what became of what, its difference as text, and where both sides stand. */
import { z } from 'zod';
import type { CitedData, NameData, RowData, SectionData, SideData } from './compare-operation.js';
import { oneLine, stripInvisible } from './untrusted-text.js';

const placeSchema = z.object({
  chunk_id: z.string().describe('Argument of read_chunk'),
  permalink: z.string().describe('Address of the page that shows it; cite it'),
  page: z.string().optional().describe('Page as printed, else its number in the file'),
});

export const comparedItemSchema = z.object({
  change: z
    .string()
    .describe('CHANGED, ADDED, REMOVED, RENAMED, MOVED, NUMBERS_ONLY or SAME; of a name also DEFAULT_CHANGED'),
  title: z.string().describe('Heading path of a section, or a documented name'),
  detail: z.string().optional().describe('Where it was before, or a changed default'),
  diff: z
    .string()
    .optional()
    .describe(
      'Quoted text: lines with "-" are only in the older version, "+" only in the newer; [-removed-]{+added+} inside a line',
    ),
  from: placeSchema.optional().describe('In the older version'),
  to: placeSchema.optional().describe('In the newer version'),
  mention: placeSchema.optional().describe('Where the version that does not document the name mentions it'),
  truncated: z.boolean().optional().describe('True when the difference was cut to stay within maxTokens'),
});

export type ComparedItem = z.infer<typeof comparedItemSchema>;
type Place = z.infer<typeof placeSchema>;

export function sectionItem(section: SectionData, baseUrl: string): ComparedItem {
  const { change, textChanged, from, to, diff } = section;
  const shown = to ?? from;
  const isElsewhere = change === 'MOVED' || change === 'RENAMED';
  const text = textChanged || !isElsewhere ? diffText(diff.rows) : '';
  return {
    change,
    title: titleOf(shown),
    ...(isElsewhere && { detail: `before: ${titleOf(from)}${textChanged ? '' : '; the text is the same'}` }),
    ...(text !== '' && { diff: text }),
    ...placed('from', from?.chunk ?? null, baseUrl),
    ...placed('to', to?.chunk ?? null, baseUrl),
  };
}

export function nameItem({ change, kind, of, from, to, mention }: NameData, baseUrl: string): ComparedItem {
  const name = change === 'RENAMED' ? `${from?.name ?? ''} → ${to?.name ?? ''}` : ((to ?? from)?.name ?? '');
  const facts = [kind === 'OTHER' ? '' : kind.toLowerCase(), defaultOf(from, to)];
  const detail = facts.filter((fact) => fact !== '').join(', ');
  return {
    change,
    title: oneLine(of === null ? name : `${of} ${name}`),
    ...(detail !== '' && { detail: oneLine(detail) }),
    ...placed('from', from?.chunk ?? null, baseUrl),
    ...placed('to', to?.chunk ?? null, baseUrl),
    ...placed('mention', mention, baseUrl),
  };
}

function defaultOf(from: NameData['from'], to: NameData['to']): string {
  const [before, after] = [from?.documentedDefault ?? null, to?.documentedDefault ?? null];
  const values = [before, after].filter((value) => value !== null);
  const shown = before === after ? values.slice(0, 1) : values;
  return shown.length === 0 ? '' : `default ${shown.join(' → ')}`;
}

function titleOf(side: SideData | null): string {
  if (side === null) return '';
  const { headingPath, document } = side;
  return oneLine((headingPath[0] === document.title ? headingPath : [document.title, ...headingPath]).join(' > '));
}

function placed<Name extends string>(
  name: Name,
  chunk: CitedData | null,
  baseUrl: string,
): Partial<Record<Name, Place>> {
  if (chunk === null) return {};
  const page = chunk.pageLabel ?? chunk.page?.toString();
  const place: Place = {
    chunk_id: chunk.key,
    permalink: chunk.permalink.startsWith('/') ? `${baseUrl}${chunk.permalink}` : chunk.permalink,
    ...(page !== undefined && { page: oneLine(page) }),
  };
  return { [name]: place } as Partial<Record<Name, Place>>;
}

const signs = { SAME: ' ', CHANGED: '~', FROM: '-', TO: '+' } as const;

function diffText(rows: readonly RowData[]): string {
  return rows
    .flatMap(({ side, skipped, pieces }) => [
      ...(skipped > 0 ? ['…'] : []),
      `${signs[side]} ${pieces.map((piece) => marked(piece, side)).join('')}`,
    ])
    .map((line) => stripInvisible(line).trimEnd())
    .join('\n');
}

function marked({ text, side }: RowData['pieces'][number], row: RowData['side']): string {
  if (row !== 'CHANGED' || side === 'SAME') return text;
  return side === 'FROM' ? `[-${text}-]` : `{+${text}+}`;
}
