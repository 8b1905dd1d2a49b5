/** `mcdewey compare`: what changed between two versions, for people, programs and notes. */
import { openLibrary } from '../cli/open-library.js';
import type { Command } from '../cli/command.js';
import {
  compareOperation,
  type CompareData,
  type NameData,
  type RowData,
  type SectionData,
} from '../cli/compare-operation.js';
import { exitCodes } from '../cli/exit-codes.js';
import { NotFoundError } from '../errors.js';
import type { VariablesOf } from '../typed-operation.js';

export interface CompareArguments {
  readonly product: string;
  readonly from: string;
  readonly to: string;
  readonly document?: string;
  readonly section?: string;
  readonly topic?: string;
  readonly all: boolean;
  readonly names: boolean;
  readonly first: number;
  readonly json: boolean;
  readonly markdown: boolean;
}

const changes: VariablesOf<typeof compareOperation>['change'] = ['CHANGED', 'MOVED', 'RENAMED', 'ADDED', 'REMOVED'];
const mostPerPage = 100;

type Comparison = CompareData['compareVersions'];

export const compare: Command<CompareArguments> = async (context, given) => {
  const library = await openLibrary(context, { command: 'compare' });
  try {
    const ask = async (
      after: { sections?: string | null; names?: string | null },
      first: number,
    ): Promise<Comparison> => {
      const { product, from, to, document, section, topic } = given;
      const variables = {
        ...{ product, from, to, document, section, topic },
        change: given.all ? null : changes,
        first: Math.min(mostPerPage, first),
        afterSections: after.sections ?? null,
        afterNames: after.names ?? null,
        withSections: !given.names,
      };
      return (await library.execute(compareOperation, variables, { signal: context.signal })).compareVersions;
    };
    const comparison = await ask({}, given.first);
    refuseMissing(comparison, given);
    const sections = [...(comparison.sections?.nodes ?? [])];
    const names = [...comparison.names.nodes];
    let last = comparison;
    while (sections.length < given.first && last.sections?.pageInfo.hasNextPage === true) {
      last = await ask({ sections: last.sections.pageInfo.endCursor }, given.first - sections.length);
      sections.push(...(last.sections?.nodes ?? []));
    }
    last = comparison;
    while (names.length < given.first && last.names.pageInfo.hasNextPage) {
      last = await ask({ names: last.names.pageInfo.endCursor }, given.first - names.length);
      names.push(...last.names.nodes);
    }
    const whole = { ...comparison, sections: sections.slice(0, given.first), names: names.slice(0, given.first) };
    if (given.json) context.terminal.printJson(whole);
    else
      for (const line of given.markdown ? markdownOf(comparison, whole) : textOf(comparison, whole))
        context.terminal.print(line);
    const omitted = (comparison.sections?.totalCount ?? 0) - whole.sections.length;
    if (omitted > 0)
      context.terminal.tell(`${String(omitted)} more sections: --first ${String(given.first + omitted)}`);
    return exitCodes.done;
  } finally {
    await library.close();
  }
};

function refuseMissing({ from, to }: Comparison, { product }: CompareArguments): void {
  const missing = [from, to].find(({ served }) => served === null);
  if (missing === undefined) return;
  const nearest = missing.nearest.map(({ label }) => label);
  const names = nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`;
  throw new NotFoundError(`"${product}" has no version "${missing.requested}".${names}`, { noun: 'version', nearest });
}

interface Listed {
  readonly sections: readonly SectionData[];
  readonly names: readonly NameData[];
}

function countsOf({ counts }: Comparison): string {
  return Object.entries(counts ?? {})
    .map(([name, count]) => `${String(count)} ${name.replace('numbersOnly', 'numbers only')}`)
    .join(', ');
}

function titleOf({ from, to }: SectionData): string {
  const side = to ?? from;
  if (side === null) return '';
  const { headingPath, document } = side;
  return (headingPath[0] === document.title ? headingPath : [document.title, ...headingPath]).join(' › ');
}

function nameLine({ change, of, from, to }: NameData): string {
  const name = change === 'RENAMED' ? `${from?.name ?? ''} → ${to?.name ?? ''}` : ((to ?? from)?.name ?? '');
  const values = [from?.documentedDefault, to?.documentedDefault].filter((value) => value != null);
  const distinct = [...new Set(values)];
  return `${[of, name].filter(Boolean).join(' ')}${distinct.length === 0 ? '' : ` (default ${distinct.join(' → ')})`}`;
}

const signs: Readonly<Record<RowData['side'], string>> = { SAME: ' ', CHANGED: ' ', FROM: '-', TO: '+' };

/** As unified differences are written: a changed row is a line of either side. */
function rowLines({ side, skipped, pieces }: RowData): string[] {
  const of = (left: 'FROM' | 'TO'): string =>
    pieces
      .filter((piece) => piece.side !== left)
      .map(({ text }) => text)
      .join('');
  const gap = skipped > 0 ? ['…'] : [];
  return side === 'CHANGED'
    ? [...gap, `-${of('TO')}`, `+${of('FROM')}`]
    : [...gap, `${signs[side]}${pieces.map(({ text }) => text).join('')}`];
}

function sidesOf({ from, to }: SectionData | NameData): string[] {
  return [from?.chunk, to?.chunk].flatMap((chunk) =>
    chunk == null ? [] : [`${chunk.key}${chunk.pageLabel === null ? '' : `, page ${chunk.pageLabel}`}`],
  );
}

function textOf(comparison: Comparison, { sections, names }: Listed): string[] {
  return [
    countsOf(comparison),
    ...names.map(
      (name) => `${name.change.toLowerCase().replace('_', ' ')} ${nameLine(name)}  ${sidesOf(name).join(' → ')}`,
    ),
    ...sections.flatMap((section) => [
      '',
      `${section.change.toLowerCase()}: ${titleOf(section)}`,
      `  ${sidesOf(section).join(' → ')}`,
      ...section.diff.rows.flatMap(rowLines),
    ]),
  ];
}

function markdownOf(comparison: Comparison, { sections, names }: Listed): string[] {
  const { from, to } = comparison;
  const cell = (text: string): string => text.replace(/\|/g, '\\|');
  return [
    `# ${comparison.product.name}: ${from.served?.label ?? ''} to ${to.served?.label ?? ''}`,
    '',
    `Sections: ${countsOf(comparison)}`,
    ...(names.length === 0 ? [] : ['', '| Change | Name | Documented in |', '|---|---|---|']),
    ...names.map((name) => `| ${name.change} | ${cell(nameLine(name))} | ${cell(sidesOf(name).join(' → '))} |`),
    ...sections.flatMap((section) => [
      '',
      `## ${section.change}: ${titleOf(section)}`,
      '',
      ...sidesOf(section).map((side) => `- ${side}`),
      '',
      ...fenced(section.diff.rows.flatMap(rowLines)),
    ]),
  ];
}

/** A fence that no line of the text can close. */
function fenced(lines: readonly string[]): string[] {
  const longest = Math.max(3, ...lines.flatMap((line) => Array.from(line.matchAll(/`+/g), ([run]) => run.length + 1)));
  const marks = '`'.repeat(longest);
  return [`${marks}diff`, ...lines, marks];
}
