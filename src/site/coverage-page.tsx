/** What the library holds and what it lacks: a table, or the documents behind one of its cells. */
import type { JSX } from 'preact';
import { coverageDimensions, coverageLink, type CoveragePageState } from './coverage-link.js';
import { CoverageTable } from './coverage-table.js';
import { gapStates, stateWords } from './coverage-words.js';
import { Layout } from './layout.js';
import type { CoveragePageData, ReasonData, WholeCellData } from './operations/coverage-page.js';
import { counted, kindName } from './page-name.js';

interface CoveragePageProps {
  readonly data: CoveragePageData;
  readonly state: CoveragePageState;
}

export function CoveragePage({ data, state }: CoveragePageProps): JSX.Element {
  const { coverage, products } = data;
  const { total, rows } = coverage;
  const product = products.nodes.find(({ slug }) => slug === state.product)?.name ?? state.product;
  const place = [
    product ?? state.vendor,
    state.version,
    state.kind === undefined ? undefined : kindName(state.kind),
    state.language === '' ? 'no language' : state.language,
  ].filter((name) => name !== undefined);
  const isWhole = place.length === 0;
  return (
    <Layout title={['Coverage', ...place].join(', ')} noIndex={!isWhole || state.after !== undefined}>
      <div class="coverage">
        <header class="document">
          {!isWhole && (
            <p class="where">
              <a href="/coverage">All of the library</a>
              {state.product !== undefined && (state.version !== undefined || state.kind !== undefined) && (
                <>
                  {' '}
                  <span aria-hidden="true">/</span>{' '}
                  <a href={coverageLink({ product: state.product })}>{product}, all versions</a>
                </>
              )}
            </p>
          )}
          <h1>{isWhole ? 'What the library holds' : `What the library holds: ${place.join(', ')}`}</h1>
          <p class="path">{figures(total)}</p>
          {state.documents !== true && <Chooser data={data} state={state} />}
        </header>
        {state.documents === true ? (
          <Behind total={total} state={state} />
        ) : (
          <>
            <Legend />
            {rows === undefined || rows.nodes.length === 0 ? (
              <p class="notice">
                {state.gaps === true ? 'There are no gaps here.' : 'The library holds nothing of this.'}
              </p>
            ) : (
              <CoverageTable coverage={coverage} state={state} />
            )}
            {rows?.pageInfo.hasNextPage === true && (
              <p class="more">
                <a rel="next" href={coverageLink({ ...state, after: rows.pageInfo.endCursor ?? undefined })}>
                  Next rows of {rows.totalCount.toLocaleString('en')}
                </a>
              </p>
            )}
          </>
        )}
      </div>
    </Layout>
  );
}

function figures(cell: WholeCellData): string {
  const { documentCount, fileCount, pageCount, chunkCount, passageCount, languages } = cell;
  const dates = [...new Set([cell.oldestStated, cell.newestStated])].filter((date) => date !== null);
  return [
    counted(documentCount, 'document'),
    counted(fileCount, 'file'),
    pageCount > 0 ? counted(pageCount, 'page') : '',
    counted(chunkCount, 'chunk'),
    passageCount === undefined ? '' : counted(passageCount, 'different passage'),
    languages.length === 0 ? '' : `in ${languages.join(', ')}`,
    cell.lastIngest === null ? '' : `last ingested ${new Date(cell.lastIngest).toISOString().slice(0, 10)}`,
    dates.length === 0 ? '' : `documents dated ${dates.join(' to ')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function Legend(): JSX.Element {
  return (
    <ul class="legend" aria-label="Signs">
      {[...gapStates.slice(0, 7), 'PRESENT' as const].map((state) => {
        const { sign, tone, word } = stateWords(state);
        return (
          <li class={tone}>
            <span class="sign" aria-hidden="true">
              {sign}
            </span>{' '}
            {word}
          </li>
        );
      })}
    </ul>
  );
}

function Chooser({ data, state }: CoveragePageProps): JSX.Element {
  const dimension = (name: 'rows' | 'columns', label: string): JSX.Element => (
    <label>
      {label}{' '}
      <select name={name}>
        {coverageDimensions.map((one) => (
          <option value={one.toLowerCase()} selected={state[name] === one}>
            {one.toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="chooser" action="/coverage" method="get">
      {(['vendor', 'version', 'kind', 'language'] as const).map(
        (name) => state[name] !== undefined && <input type="hidden" name={name} value={state[name]} />,
      )}
      <label>
        Product{' '}
        <select name="product">
          <option value="">all</option>
          {data.products.nodes.map(({ slug, name }) => (
            <option value={slug} selected={slug === state.product}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {dimension('rows', 'Rows')}
      {dimension('columns', 'Columns')}
      <label>
        <input type="checkbox" name="show" value="gaps" checked={state.gaps === true} /> only gaps
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

/** Reasons of a cell, and the documents and files that it counts. */
function Behind({ total, state }: { readonly total: WholeCellData; readonly state: CoveragePageState }): JSX.Element {
  const { documents, reasons } = total;
  return (
    <>
      {reasons.length > 0 && (
        <ul class="reasons" aria-label="What is said of it">
          {reasons.map((reason) => (
            <Reason reason={reason} />
          ))}
        </ul>
      )}
      <Missed total={total} />
      <h2>{counted(documents?.totalCount ?? 0, 'document')}</h2>
      <ul class="documents">
        {(documents?.nodes ?? []).map((document) => (
          <li>
            <a href={document.permalink}>{document.title}</a>{' '}
            <small>
              {[
                `${document.version.product.name} ${document.version.label}`,
                kindName(document.kind),
                document.language ?? '',
                filesOf(document.files),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {documents?.pageInfo.hasNextPage === true && (
        <p class="more">
          <a rel="next" href={coverageLink({ ...state, after: documents.pageInfo.endCursor ?? undefined })}>
            Next documents
          </a>
        </p>
      )}
    </>
  );
}

/** What was asked for of it in vain, for readers who may see that. */
function Missed({ total }: { readonly total: WholeCellData }): JSX.Element | null {
  const { missed } = total;
  if (missed === null || missed.searches === 0) return null;
  return (
    <section aria-labelledby="missed">
      <h2 id="missed">
        Searches of the last 30 days that asked for it in vain: {missed.searches.toLocaleString('en')}
      </h2>
      <ul>
        {missed.questions.map((question) => (
          <li dir="auto">{question}</li>
        ))}
      </ul>
      <p>
        <a href="/demand?show=gaps">All gaps by demand</a>
      </p>
    </section>
  );
}

type DocumentFiles = NonNullable<WholeCellData['documents']>['nodes'][number]['files'];

function filesOf({ totalCount, nodes }: DocumentFiles): string {
  const warnings = nodes.reduce((sum, file) => sum + file.warnings.length, 0);
  const [only] = nodes;
  const name = totalCount === 1 && only !== undefined ? only.path : counted(totalCount, 'file');
  return warnings === 0 ? name : `${name}, ${counted(warnings, 'warning')}`;
}

function Reason({ reason }: { readonly reason: ReasonData }): JSX.Element {
  const { sign, tone, word } = stateWords(reason.state);
  return (
    <li class={tone}>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>{' '}
      <strong>{word}</strong>: {reason.sentence}
    </li>
  );
}
