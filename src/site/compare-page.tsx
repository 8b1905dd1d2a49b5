/** What changed between two versions, to be read as a review: counts, names, then sections with their differences. */
import type { JSX } from 'preact';
import { compareLink, type CompareState } from './compare-link.js';
import { ComparedSection } from './compared-section.js';
import { Layout } from './layout.js';
import type { DocumentCounts, ComparePageData, Counts } from './operations/compare-page.js';
import type { VersionName } from './operations/names.js';
import { NameChanges } from './name-changes.js';
import { counted } from './page-name.js';

type Comparison = ComparePageData['compareVersions'];

interface ComparePageProps {
  readonly comparison: Comparison;
  /** All of them. */
  readonly documents: readonly DocumentCounts[];
  readonly from: VersionName;
  readonly to: VersionName;
  readonly counts: Counts;
  readonly state: CompareState;
}

export function ComparePage(props: ComparePageProps): JSX.Element {
  const { comparison, documents, from, to, counts, state } = props;
  const { product, sections, names } = comparison;
  const link = (next: CompareState): string => compareLink(product.slug, from.slug, to.slug, next);
  const document = documents.find(({ slug }) => slug === state.document);
  const title = document?.to?.title ?? document?.from?.title ?? state.document;
  const isPart = state.section !== undefined || state.topic !== undefined;
  return (
    <Layout title={`${[product.name, title].filter(Boolean).join(', ')}: ${from.label} to ${to.label}`} noIndex>
      <div class={`comparison view-${state.view ?? 'auto'}`}>
        <header class="document">
          <p class="where">
            {product.vendor.name} <span aria-hidden="true">/</span>{' '}
            <a href={`/?product=${encodeURIComponent(product.slug)}`}>{product.name}</a>
            {title !== undefined && (
              <>
                {' '}
                <span aria-hidden="true">/</span> <a href={link({ view: state.view })}>all documents</a>
              </>
            )}
          </p>
          <h1>
            {title ?? product.name}: what changed from {from.label} to {to.label}
          </h1>
          <Part state={state} whole={link({ document: state.document, view: state.view })} />
          <Chooser comparison={comparison} from={from} to={to} state={state} />
          <Summary counts={counts} />
        </header>
        {names.totalCount > 0 && <NameChanges names={names} state={state} link={link} />}
        {sections !== undefined && (
          <>
            {state.document === undefined && !isPart && state.after === undefined && documents.length > 1 && (
              <Documents documents={documents} link={(slug) => link({ document: slug, view: state.view })} />
            )}
            <h2 id="sections">Sections</h2>
            <Views state={state} link={link} />
            {sections.nodes.length === 0 && <p class="notice">Nothing changed here.</p>}
            {sections.nodes.map((section, at) => (
              <ComparedSection section={section} at={at} isLast={at === sections.nodes.length - 1} />
            ))}
            {sections.pageInfo.hasNextPage && (
              <p class="more">
                <a rel="next" href={link({ ...state, after: sections.pageInfo.endCursor ?? undefined })}>
                  Next sections of {counted(sections.totalCount, 'section')}
                </a>
              </p>
            )}
          </>
        )}
      </div>
    </Layout>
  );
}

function Part({ state, whole }: { readonly state: CompareState; readonly whole: string }): JSX.Element | null {
  const { section, topic } = state;
  if (section === undefined && topic === undefined) return null;
  return (
    <p class="path">
      {topic === undefined ? 'One section' : <>What is found about “{topic}”</>} · <a href={whole}>Show everything</a>
    </p>
  );
}

interface ChooserProps {
  readonly comparison: Comparison;
  readonly from: VersionName;
  readonly to: VersionName;
  readonly state: CompareState;
}

/** Other versions, or a topic; works without script. */
function Chooser({ comparison, from, to, state }: ChooserProps): JSX.Element {
  const versions = comparison.product.versions.nodes;
  const choice = (name: string, label: string, chosen: VersionName): JSX.Element => (
    <label>
      {label}{' '}
      <select name={name}>
        {versions.map(({ slug, label: version }) => (
          <option value={slug} selected={slug === chosen.slug}>
            {version}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="chooser" action="/compare" method="get">
      <input type="hidden" name="product" value={comparison.product.slug} />
      {state.document !== undefined && <input type="hidden" name="document" value={state.document} />}
      {choice('from', 'From', from)}
      {choice('to', 'to', to)}
      <label>
        about <input type="search" name="topic" value={state.topic ?? ''} placeholder="any topic" />
      </label>
      <button type="submit">Compare</button>
    </form>
  );
}

const countNames: readonly (readonly [keyof Counts, string])[] = [
  ['changed', 'changed'],
  ['added', 'added'],
  ['removed', 'removed'],
  ['renamed', 'renamed'],
  ['moved', 'moved'],
  ['numbersOnly', 'version numbers only'],
  ['same', 'the same'],
];

function Summary({ counts }: { readonly counts: Counts }): JSX.Element {
  return (
    <ul class="counts" aria-label="Sections by what became of them">
      {countNames.map(([name, words]) => (
        <li class={name}>
          <strong>{counts[name].toLocaleString('en')}</strong> {words}
        </li>
      ))}
    </ul>
  );
}

interface DocumentsProps {
  readonly documents: readonly DocumentCounts[];
  readonly link: (document: string) => string;
}

function Documents({ documents: all, link }: DocumentsProps): JSX.Element {
  const changes = (counts: Counts): number =>
    counts.changed + counts.added + counts.removed + counts.renamed + counts.moved;
  const documents = all.toSorted((a, b) => changes(b.counts) - changes(a.counts));
  const cells: readonly (keyof Counts)[] = ['changed', 'added', 'removed', 'renamed', 'moved', 'same'];
  return (
    <details class="by-document" open={documents.length <= 12}>
      <summary>{counted(documents.length, 'document')}</summary>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Document</th>
              {cells.map((name) => (
                <th scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {documents.map(({ slug, counts, from, to }) => (
              <tr>
                <th scope="row">
                  <a href={link(slug)}>{(to ?? from)?.title ?? slug}</a>
                  {from === null && <small> new</small>}
                  {to === null && <small> gone</small>}
                </th>
                {cells.map((name) => (
                  <td class="number">{counts[name] === 0 ? '' : counts[name]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface ViewsProps {
  readonly state: CompareState;
  readonly link: (state: CompareState) => string;
}

function Views({ state, link }: ViewsProps): JSX.Element {
  const choice = (isChosen: boolean, words: string, next: CompareState): JSX.Element => (
    <li>{isChosen ? <span aria-current="true">{words}</span> : <a href={`${link(next)}#sections`}>{words}</a>}</li>
  );
  const here = { ...state, after: undefined };
  return (
    <nav class="views" aria-label="How to show them">
      <ul class="versions">
        {choice(state.all !== true, 'Only changes', { ...here, all: undefined })}
        {choice(state.all === true, 'All sections', { ...here, all: true })}
      </ul>
      <ul class="versions">
        {choice(state.view === undefined, 'By width', { ...state, view: undefined })}
        {choice(state.view === 'split', 'Side by side', { ...state, view: 'split' })}
        {choice(state.view === 'inline', 'Inline', { ...state, view: 'inline' })}
      </ul>
    </nav>
  );
}
