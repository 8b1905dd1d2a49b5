/** What is searched for and what finds nothing; for who may see it. */
import type { JSX } from 'preact';
import type { EnumOf } from '../typed-operation.js';
import { Missing } from './demand-missing.js';
import { Layout } from './layout.js';
import type { DemandData, GroupData, TotalData } from './operations/demand-page.js';
import { counted } from './page-name.js';

export interface DemandPageState {
  readonly days: number;
  readonly product: string | undefined;
  readonly version: string | undefined;
  readonly client: string | undefined;
  /** Only what is not answered. */
  readonly gaps: boolean;
  readonly after: string | undefined;
}

export const gapVerdicts: readonly EnumOf<'QuestionVerdict'>[] = [
  'CONTENT_GAP',
  'VERSION_GAP',
  'SCOPE_GAP',
  'WORDING_GAP',
];

const verdictWords: Readonly<Record<string, readonly [word: string, tone: string]>> = {
  CONTENT_GAP: ['content gap', 'gap'],
  VERSION_GAP: ['version gap', 'gap'],
  SCOPE_GAP: ['scope gap', 'gap'],
  WORDING_GAP: ['wording gap', 'weak'],
  NOT_OURS: ['not ours', 'behind'],
  ANSWERED: ['answered', 'there'],
};

export function demandLink({ days, product, version, client, gaps, after }: DemandPageState): string {
  const parameters = new URLSearchParams({ days: String(days) });
  if (product !== undefined) parameters.set('product', product);
  if (version !== undefined) parameters.set('version', version);
  if (client !== undefined) parameters.set('client', client);
  if (gaps) parameters.set('show', 'gaps');
  if (after !== undefined) parameters.set('after', after);
  return `/demand?${parameters.toString()}`;
}

interface DemandPageProps {
  readonly demand: DemandData['demand'];
  readonly state: DemandPageState;
}

export function DemandPage({ demand, state }: DemandPageProps): JSX.Element {
  const { groups } = demand;
  return (
    <Layout title="Demand" noIndex>
      <div class="coverage demand">
        <header class="document">
          <h1>What people search for</h1>
          <p class="path">
            {counted(demand.searches, 'search').replace('searchs', 'searches')} of the last {counted(state.days, 'day')}
            , {demand.opened.toLocaleString('en')} with a hit opened
            {demand.dropped > 0 && `, ${demand.dropped.toLocaleString('en')} not logged`}
            {state.product !== undefined && ` · ${state.product}`}
            {state.version !== undefined && ` · ${state.version}`}
            {state.client !== undefined && ` · ${state.client}`}
          </p>
          <form class="chooser" action="/demand" method="get">
            <label>
              Days <input type="number" name="days" min="1" max="3650" value={String(state.days)} />
            </label>
            <label>
              Product <input type="text" name="product" value={state.product ?? ''} placeholder="all" />
            </label>
            <label>
              Version <input type="text" name="version" value={state.version ?? ''} placeholder="all" />
            </label>
            <label>
              Program <input type="text" name="client" value={state.client ?? ''} placeholder="all" />
            </label>
            <label>
              <input type="checkbox" name="show" value="gaps" checked={state.gaps} /> only gaps
            </label>
            <button type="submit">Show</button>
          </form>
        </header>
        <h2>Questions</h2>
        {groups.nodes.length === 0 ? (
          <p class="notice">Nothing of this was asked.</p>
        ) : (
          <div class="matrix" role="region" aria-label="Questions" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {['Question', 'Verdict', 'Searches', 'Opened', 'Asked of', 'Last'].map((name) => (
                    <th scope="col">{name}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {groups.nodes.map((group) => (
                  <Group group={group} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {groups.pageInfo.hasNextPage && (
          <p class="more">
            <a rel="next" href={demandLink({ ...state, after: groups.pageInfo.endCursor ?? undefined })}>
              Next of {groups.totalCount.toLocaleString('en')} questions
            </a>
          </p>
        )}
        <Missing demand={demand} />
        <Totals title="By how they ended" of="Ending" totals={demand.byVerdict} />
        <Totals title="By product" of="Product" totals={demand.byProduct} />
        <Totals title="By program" of="Program" totals={demand.byClient} />
        <Totals title="By day" of="Day" totals={demand.byDay.toReversed()} />
      </div>
    </Layout>
  );
}

const dayOf = (time: Date | string): string => new Date(time).toISOString().slice(0, 10);

function Group({ group }: { readonly group: GroupData }): JSX.Element | null {
  const { totalCount, nodes } = group.questions;
  const [first, ...others] = nodes;
  if (first === undefined) return null;
  const [word, tone] = verdictWords[group.verdict] ?? [group.verdict, 'none'];
  return (
    <tr>
      <th scope="row">
        {first.query}
        {others.length > 0 && (
          <details>
            <summary>{counted(totalCount - 1, 'other wording')}</summary>
            <ul>
              {others.map(({ query, searches }) => (
                <li>
                  {query} <small>{searches}×</small>
                </li>
              ))}
              {totalCount > nodes.length && <li>and {totalCount - nodes.length} more</li>}
            </ul>
          </details>
        )}
      </th>
      <td class={tone}>
        {word}
        {group.state !== 'OPEN' && (
          <small>
            {group.state.toLowerCase().replace('_', ' ')}
            {group.answeredSince !== null && ` since ${dayOf(group.answeredSince)}`}
          </small>
        )}
      </td>
      <td class="number">{group.searches.toLocaleString('en')}</td>
      <td class="number">{group.opened.toLocaleString('en')}</td>
      <td>{[...first.products, ...first.versions].join(', ')}</td>
      <td>{dayOf(first.lastAsked)}</td>
    </tr>
  );
}

interface TotalsProps {
  readonly title: string;
  readonly of: string;
  readonly totals: readonly TotalData[];
}

const mostTotals = 30;

function Totals({ title, of, totals }: TotalsProps): JSX.Element | null {
  if (totals.length === 0) return null;
  return (
    <details open={totals.length <= 8}>
      <summary>{title}</summary>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">{of}</th>
              <th scope="col" class="number">
                Searches
              </th>
              <th scope="col" class="number">
                Opened
              </th>
            </tr>
          </thead>
          <tbody>
            {totals.slice(0, mostTotals).map(({ key, searches, opened }) => (
              <tr>
                <th scope="row">{key === '' ? 'none named' : key.toLowerCase().replaceAll('_', ' ')}</th>
                <td class="number">{searches.toLocaleString('en')}</td>
                <td class="number">{opened.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
