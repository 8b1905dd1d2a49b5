/** `mcdewey demand`: what is searched for and what finds nothing, for people, programs, spreadsheets and notes. */
import type { Command } from '../cli/command.js';
import {
  demandFileOperation,
  demandOperation,
  eraseOperation,
  missingOperation,
  type DemandData,
  type GroupData,
  type MissingData,
  type QuestionData,
} from '../cli/demand-operation.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import type { VariablesOf } from '../typed-operation.js';

export interface DemandCommandArguments {
  readonly days: number;
  readonly product?: string;
  readonly client?: string;
  readonly in?: string;
  readonly open: boolean;
  readonly missing: boolean;
  readonly gaps: boolean;
  readonly first: number;
  readonly json: boolean;
  readonly csv: boolean;
  readonly markdown: boolean;
  readonly erase?: string;
}

type Filter = VariablesOf<typeof demandFileOperation>;
const gaps: Filter['verdicts'] = ['CONTENT_GAP', 'VERSION_GAP', 'SCOPE_GAP', 'WORDING_GAP'];
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
      } = await library.execute(eraseOperation, variables, { signal });
      terminal.print(`${String(erased)} searches were erased.`);
      return exitCodes.done;
    }
    const { days, product, client, in: version } = given;
    const scope = { days, product, client, version };
    if (given.missing) {
      const { demand: missing } = await library.execute(missingOperation, scope, { signal });
      if (given.json) terminal.printJson(missing);
      else for (const line of missingText(missing, given.markdown)) terminal.print(line);
      return exitCodes.done;
    }
    const filter: Filter = {
      ...scope,
      verdicts: given.gaps ? gaps : null,
      states: given.open ? ['OPEN', 'PLANNED'] : null,
    };
    if (given.csv) {
      const file = await library.execute(demandFileOperation, filter, { signal });
      for (const line of file.demand.file.trimEnd().split('\r\n')) terminal.print(line);
      return exitCodes.done;
    }
    const ask = async (after: string | null, first: number): Promise<Demand> => {
      const variables = { ...filter, first, after };
      return (await library.execute(demandOperation, variables, { signal })).demand;
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
    else for (const line of textOf(whole, groups, given.markdown)) terminal.print(line);
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

/** How lines begin, and how words of others are written among them. */
function writing(isMarkdown: boolean): { readonly mark: string; readonly safe: (text: string) => string } {
  return {
    mark: isMarkdown ? '- ' : '',
    safe: (text) => (isMarkdown ? text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&') : text),
  };
}

function missingText(
  { gaps: places, versions, products, identifiers }: MissingData['demand'],
  isMarkdown: boolean,
): string[] {
  const { mark, safe } = writing(isMarkdown);
  const head = (title: string): string => (isMarkdown ? `\n## ${title}\n` : `${title}:`);
  const named = {
    'Versions that are not there': versions.nodes,
    'Products that are not there': products.nodes,
    'Names that stand nowhere': identifiers.nodes,
  };
  return [
    head('Gaps by demand'),
    ...places.nodes.map(({ product, version, kind, state, searches, questions }) => {
      const place = [product, version, kind === null ? '' : wordsOf(kind)].filter((part) => part !== '').join(' ');
      const said = state === null ? '' : `, ${wordsOf(state)}`;
      return `${mark}${String(searches)}× ${safe(place === '' ? 'the whole library' : place)}${said}: ${safe(questions.join('; '))}`;
    }),
    ...Object.entries(named).flatMap(([title, names]) => [
      ...(names.length === 0 ? [] : [head(title)]),
      ...names.map(({ name, product, searches, nearest, clients }) => {
        const there = nearest.length === 0 ? '' : `, nearest: ${nearest.join(', ')}`;
        const by = clients.length === 0 ? '' : `, by ${clients.join(', ')}`;
        return `${mark}${String(searches)}× ${safe(`${product} ${name}`.trim() + there + by)}`;
      }),
    ]),
  ];
}

function textOf(whole: Demand, groups: readonly GroupData[], isMarkdown: boolean): string[] {
  const { mark, safe } = writing(isMarkdown);
  const totals = whole.byVerdict.map(({ key, searches }) => `${String(searches)} ${wordsOf(key)}`).join(', ');
  return [
    `${String(whole.searches)} searches, ${String(whole.opened)} opened${totals === '' ? '' : `: ${totals}`}`,
    ...(isMarkdown ? [''] : []),
    ...groups.flatMap(({ verdict, searches, opened, questions, state, answeredSince }) => {
      const [first, ...others] = questions.nodes;
      const left = questions.totalCount - questions.nodes.length;
      if (first === undefined) return [];
      const place = placeOf(first);
      const since = answeredSince === null ? '' : ` since ${dayOf(answeredSince)}`;
      return [
        `${mark}${String(searches)}× ${wordsOf(verdict)}: ${safe(first.query)}${place === '' ? '' : ` (${safe(place)})`}, ${String(opened)} opened, last ${dayOf(first.lastAsked)}${state === 'OPEN' ? '' : `, ${wordsOf(state)}${since}`}`,
        ...others.map(({ query, searches: times }) => `  ${mark}${String(times)}× ${safe(query)}`),
        ...(left > 0 ? [`  ${mark}and ${String(left)} more`] : []),
      ];
    }),
  ];
}
