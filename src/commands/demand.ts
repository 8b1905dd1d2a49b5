/** `mcdewey demand`: what is searched for and what finds nothing, for people, programs, spreadsheets and notes. */
import type { Command } from '../cli/command.js';
import {
  demandOperation,
  eraseOperation,
  type DemandData,
  type GroupData,
  type QuestionData,
} from '../cli/demand-operation.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import { writeCell } from '../curation/csv-cells.js';

export interface DemandCommandArguments {
  readonly days: number;
  readonly product?: string;
  readonly client?: string;
  readonly gaps: boolean;
  readonly first: number;
  readonly json: boolean;
  readonly csv: boolean;
  readonly markdown: boolean;
  readonly erase?: string;
}

const gaps = ['CONTENT_GAP', 'VERSION_GAP', 'SCOPE_GAP', 'WORDING_GAP'];
const mostPerPage = 100;

type Demand = DemandData['demand'];

export const demand: Command<DemandCommandArguments> = async (context, given) => {
  const library = await openLibrary(context, { command: 'demand' });
  const { terminal, signal } = context;
  try {
    if (given.erase !== undefined) {
      const variables = { containing: given.erase };
      const {
        eraseSearches: { erased },
      } = await library.execute<{ eraseSearches: { erased: number } }>(eraseOperation, variables, { signal });
      terminal.print(`${String(erased)} searches were erased.`);
      return exitCodes.done;
    }
    const ask = async (after: string | null, first: number): Promise<Demand> => {
      const { days, product, client } = given;
      const variables = { days, product, client, verdicts: given.gaps ? gaps : null, first, after };
      return (await library.execute<DemandData>(demandOperation, variables, { signal })).demand;
    };
    const whole = await ask(null, Math.min(mostPerPage, given.first));
    const groups = [...whole.groups.nodes];
    let page = whole.groups.pageInfo;
    while (page.hasNextPage && groups.length < given.first) {
      const next = (await ask(page.endCursor, Math.min(mostPerPage, given.first - groups.length))).groups;
      groups.push(...next.nodes);
      page = next.pageInfo;
    }
    if (given.json) terminal.printJson({ ...whole, groups });
    else for (const line of given.csv ? csvOf(groups) : textOf(whole, groups, given.markdown)) terminal.print(line);
    return exitCodes.done;
  } finally {
    await library.close();
  }
};

const dayOf = (time: Date | string): string => new Date(time).toISOString().slice(0, 10);
const wordsOf = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

function placeOf({ products, versions }: QuestionData): string {
  return [...products, ...versions].join(', ');
}

function textOf(whole: Demand, groups: readonly GroupData[], isMarkdown: boolean): string[] {
  const mark = isMarkdown ? '- ' : '';
  const safe = (text: string): string => (isMarkdown ? text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&') : text);
  const totals = whole.byVerdict.map(({ key, searches }) => `${String(searches)} ${wordsOf(key)}`).join(', ');
  return [
    `${String(whole.searches)} searches, ${String(whole.opened)} opened${totals === '' ? '' : `: ${totals}`}`,
    ...(isMarkdown ? [''] : []),
    ...groups.flatMap(({ verdict, searches, opened, questions }) => {
      const [first, ...others] = questions;
      if (first === undefined) return [];
      const place = placeOf(first);
      return [
        `${mark}${String(searches)}× ${wordsOf(verdict)}: ${safe(first.query)}${place === '' ? '' : ` (${safe(place)})`}, ${String(opened)} opened, last ${dayOf(first.lastAsked)}${first.state === 'OPEN' ? '' : `, ${wordsOf(first.state)}`}`,
        ...others.map(({ query, searches: times }) => `  ${mark}${String(times)}× ${safe(query)}`),
      ];
    }),
  ];
}

const csvColumns = [
  ...['group', 'verdict', 'question', 'searches', 'opened', 'products', 'versions', 'clients'],
  ...['first_asked', 'last_asked', 'state', 'note'],
];

/** A line a question; those of a group have its number. */
function csvOf(groups: readonly GroupData[]): string[] {
  return [
    csvColumns.join(','),
    ...groups.flatMap(({ verdict, questions }, at) =>
      questions.map((question) =>
        [
          String(at + 1),
          verdict,
          question.query,
          String(question.searches),
          String(question.opened),
          question.products.join(' '),
          question.versions.join(' '),
          question.clients.join(' '),
          dayOf(question.firstAsked),
          dayOf(question.lastAsked),
          question.state,
          question.note ?? '',
        ]
          .map(writeCell)
          .join(','),
      ),
    ),
  ];
}
