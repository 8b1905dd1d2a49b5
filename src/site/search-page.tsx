/** A search: what was understood, its results, and what to do when there are none. */
import type { JSX } from 'preact';
import { Layout } from './layout.js';
import { EmptyLibrary, IngestProgress } from './library-state.js';
import type { SearchData } from './operations/search-page.js';
import { searchLink, type SearchState } from './page-name.js';
import { SearchForm } from './search-form.js';
import { MissingTerms } from './missing-terms.js';
import { NamedScope } from './named-scope.js';
import { QueryNotes, withFilterValue, withoutFilters } from './query-notes.js';
import { Results } from './search-results.js';

export const hitsPerPage = 10;

interface SearchPageProps {
  readonly state: SearchState;
  readonly data: SearchData;
  readonly markdownLink: string;
}

export function SearchPage({ state: { after, ...state }, data, markdownLink }: SearchPageProps): JSX.Element {
  const { search } = data;
  const { wordsAlone } = search;
  // Phrases have their own notice where there is nothing to show.
  const missing = search.missingTerms.filter(
    ({ text, foundIn }) => foundIn.length > 0 || wordsAlone?.missingPhrases.includes(text) !== true,
  );
  return (
    <Layout title={state.query} withSearch={false} noIndex markdownLink={markdownLink}>
      <h1 class="hidden">Results for “{state.query}”</h1>
      <SearchForm query={state.query} product={state.product} version={state.version} products={data.products} />
      <IngestProgress ingestJobs={data.ingestJobs} />
      {search.degraded.map(({ leg }) => (
        <p class="notice" role="status">
          Search by {leg === 'LEXICAL' ? 'word' : 'meaning'} does not answer at the moment; these results come from
          search by {leg === 'LEXICAL' ? 'meaning' : 'word'} alone.
        </p>
      ))}
      {search.didYouMean !== null && (
        <p class="correction">
          Did you mean <a href={searchLink({ ...state, query: search.didYouMean })}>{search.didYouMean}</a>?
        </p>
      )}
      <QueryNotes parsed={search.parsed} />
      <ScopeNotes state={state} search={search} />
      {search.namedScope !== null && <NamedScope named={search.namedScope} state={state} />}
      <MissingTerms terms={missing} state={state} query={withoutFilters(state.query, search.parsed)} />
      {search.redirect !== null && (
        <p class="notice">
          See{' '}
          <a href={search.redirect.chunk.permalink}>
            {search.redirect.chunk.document.title}, {search.redirect.chunk.version.label}
          </a>
          : recommended for this question.
        </p>
      )}
      {after === undefined && search.hits.edges.length === 0 ? (
        <NoResults data={data} state={state} />
      ) : (
        <Results search={search} state={state} isFurther={after !== undefined} />
      )}
    </Layout>
  );
}

type UnknownName = SearchData['search']['scope']['unknown'][number];

interface ScopeNotesProps {
  readonly state: SearchState;
  readonly search: SearchData['search'];
}

/** The same search with a name that exists in place of the one that does not. */
function correctedLink(
  state: SearchState,
  { parsed }: SearchData['search'],
  unknown: UnknownName,
  near: string,
): string {
  const query = withFilterValue(state.query, parsed, { kind: unknown.kind, from: unknown.requested, to: near });
  return searchLink(query === null ? { ...state, product: near } : { ...state, query });
}

function ScopeNotes({ state, search }: ScopeNotesProps): JSX.Element {
  const { scope } = search;
  return (
    <>
      {scope.unknown.map((unknown) => (
        <section class="state">
          <h2>
            No {unknown.kind.toLowerCase()} “{unknown.requested}”
          </h2>
          {unknown.nearest.length > 0 && (
            <p>
              Did you mean{' '}
              {unknown.nearest.map((near, index) => (
                <>
                  {index > 0 && ', '}
                  <a href={correctedLink(state, search, unknown, near)}>{near}</a>
                </>
              ))}
              ?
            </p>
          )}
        </section>
      ))}
      {scope.versions.map((version) =>
        version.match === 'NONE' ? (
          <section class="state">
            <h2>
              {version.product === null ? 'No version' : `${version.product.name} has no version`} “{version.requested}”
              here
            </h2>
            <p>
              Nothing was searched in its place.
              {version.nearest.length > 0 && (
                <>
                  {' '}
                  Nearest that exist:{' '}
                  {version.nearest.map((near, index) => (
                    <>
                      {index > 0 && ', '}
                      <a href={searchLink({ ...state, product: near.product.slug, version: near.slug })}>
                        {version.product === null && `${near.product.name} `}
                        {near.label}
                      </a>
                    </>
                  ))}
                </>
              )}
            </p>
          </section>
        ) : (
          version.match !== 'EXACT' && (
            <p class="notice">
              “{version.requested}” is {version.product?.name} {version.served?.label}.
              {version.others.nodes.length > 0 && (
                <>
                  {' '}
                  Also of that series:{' '}
                  {version.others.nodes.map((other, index) => (
                    <>
                      {index > 0 && ', '}
                      <a href={searchLink({ ...state, product: other.product.slug, version: other.slug })}>
                        {other.label}
                      </a>
                    </>
                  ))}
                  .
                </>
              )}
            </p>
          )
        ),
      )}
    </>
  );
}

interface WordsAloneProps {
  readonly offer: NonNullable<SearchData['search']['wordsAlone']>;
  readonly state: SearchState;
}

function WordsAlone({ offer, state }: WordsAloneProps): JSX.Element {
  const phrases = offer.missingPhrases.map((phrase) => `“${phrase}”`).join(', ');
  return (
    <section class="state">
      <h2>{phrases === '' ? 'No passage holds all of these phrases' : `No passage holds ${phrases}`}</h2>
      <p>
        <a href={searchLink({ ...state, query: offer.query })}>Search for the words without the quotes</a>
      </p>
    </section>
  );
}

function NoResults({ data, state }: { readonly data: SearchData; readonly state: SearchState }): JSX.Element | null {
  if (data.library.chunks === 0) return <EmptyLibrary ingestJobs={data.ingestJobs} />;
  const { unknown, versions } = data.search.scope;
  if (unknown.length > 0 || versions.some(({ match }) => match === 'NONE')) return null;
  const { wordsAlone } = data.search;
  if (wordsAlone !== null) return <WordsAlone offer={wordsAlone} state={state} />;
  const isFiltered = state.product !== undefined || state.version !== undefined;
  return (
    <section class="state">
      <h2>Nothing found for “{state.query}”</h2>
      <p>
        Try fewer words, or the name the manual would use.
        {isFiltered && (
          <>
            {' '}
            Or <a href={searchLink({ query: state.query })}>search the whole library</a>.
          </>
        )}
      </p>
    </section>
  );
}
