/** A search box with facets: what is chosen keeps what else could be, so that versions and kinds are switched or added. */
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ask, linkTo } from './client.js';
import { searchDocument, type Kind, type Search } from './documents.js';

/** The answer to `work`, asked again when `keys` change; what was asked before is let go. */
function useAnswer<Answer>(work: (signal: AbortSignal) => Promise<Answer | null>, keys: readonly unknown[]) {
  const [state, setState] = useState<{ answer: Answer | null; problem: string }>({ answer: null, problem: '' });
  useEffect(() => {
    const gone = new AbortController();
    work(gone.signal).then(
      (answer) => setState({ answer, problem: '' }),
      (error: unknown) => {
        if (!gone.signal.aborted) setState({ answer: null, problem: String(error) });
      },
    );
    return () => gone.abort();
    // What `work` depends on is in `keys`.
  }, keys);
  return state;
}

function SearchBox() {
  const [query, setQuery] = useState('');
  const [product, setProduct] = useState('');
  const [version, setVersion] = useState('');
  const [kinds, setKinds] = useState<readonly Kind[]>([]);
  // A cursor is one of the search that gave it.
  const search = JSON.stringify([query, product, version, kinds]);
  const [page, setPage] = useState<{ readonly of: string; readonly after: string | null }>({ of: '', after: null });
  const after = page.of === search ? page.after : null;
  const scope = {
    ...(product !== '' && { products: [product] }),
    ...(version !== '' && { versions: [version] }),
    ...(kinds.length > 0 && { kinds: [...kinds] }),
  };
  const { answer, problem } = useAnswer<Search>(
    async (signal) => (query === '' ? null : (await ask(searchDocument, { query, scope, after }, signal)).search),
    [search, after],
  );

  // The answer at hand may be one over all products still.
  const versions = (answer?.facets.versions ?? []).filter((one) => one.version.product.slug === product);

  return (
    <>
      <form role="search" onSubmit={(event) => event.preventDefault()} key="form">
        <label>
          Search <input type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        </label>
        <Facet
          label="Product"
          value={product}
          options={(answer?.facets.products ?? []).map((one) => [
            one.product.slug,
            `${one.product.name} (${one.count})`,
          ])}
          onChange={(slug) => {
            setProduct(slug);
            setVersion('');
          }}
        />
        <Facet
          label="Version"
          value={version}
          options={versions.map(({ version: one, count }) => [
            one.slug,
            `${one.label}${one.isLatest ? ', latest' : ''} (${count})`,
          ])}
          onChange={setVersion}
        />
        <fieldset>
          <legend>Kind</legend>
          {answer?.facets.kinds.map(({ kind, count }) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={kinds.includes(kind)}
                onChange={() => setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind])}
              />
              {kind.toLowerCase().replaceAll('_', ' ')} ({count})
            </label>
          ))}
        </fieldset>
      </form>
      <p role="status">{problem || (answer === null ? '' : statusOf(answer))}</p>
      {answer?.didYouMean != null && (
        <button type="button" onClick={() => setQuery(answer.didYouMean ?? query)}>
          Did you mean {answer.didYouMean}?
        </button>
      )}
      <ol>
        {answer?.hits.nodes.map((hit) => (
          <Hit key={hit.chunk.key} hit={hit} />
        ))}
      </ol>
      {answer?.hits.pageInfo.hasNextPage === true && (
        <button type="button" onClick={() => setPage({ of: search, after: answer.hits.pageInfo.endCursor })}>
          Next hits
        </button>
      )}
    </>
  );
}

function statusOf({ hits, relevance, scope, degraded }: Search): string {
  const [absent] = scope.versions.filter(({ match }) => match === 'NONE');
  if (absent !== undefined) {
    return `${absent.requested} is not in the library; there are ${absent.nearest.map(({ label }) => label).join(', ')}.`;
  }
  const doubt = relevance.verdict === 'NOTHING_RELEVANT' ? ' Nothing here seems to answer that.' : '';
  const { length } = hits.nodes;
  const count = length === 1 ? '1 hit.' : `${String(length)} hits.`;
  return `${count}${doubt}${degraded.map(({ reason }) => ` ${reason}`).join('')}`;
}

interface FacetProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

function Facet({ label, value, options, onChange }: FacetProps) {
  // What is chosen stays a choice while there is no answer, which would have it.
  const all = value === '' || options.some(([one]) => one === value) ? options : [...options, [value, value] as const];
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">All</option>
        {all.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Hit({ hit: { chunk, highlights, alsoIn } }: { readonly hit: Search['hits']['nodes'][number] }) {
  return (
    <li>
      <a href={linkTo(chunk.permalink)}>{[chunk.document.title, ...chunk.headingPath].join(' › ')}</a>
      <p>{highlights[0]?.pieces.map(({ text, isMatch }, at) => (isMatch ? <mark key={at}>{text}</mark> : text))}</p>
      <small>
        {chunk.product.name} {chunk.version.label}
        {chunk.pageLabel !== null && `, page ${chunk.pageLabel}`}
        {alsoIn.nodes.length > 0 && `, also in ${alsoIn.nodes.map(({ version }) => version.label).join(', ')}`}
      </small>
    </li>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<SearchBox />);
