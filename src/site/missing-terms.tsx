/** Says what of a query nothing in its scope holds, and leads to where it is. */
import type { JSX } from 'preact';
import type { SearchData } from './operations/search-page.js';
import { searchLink, type SearchState } from './page-name.js';

type Term = SearchData['search']['missingTerms'][number];

interface PlacesProps {
  readonly term: Term;
  /** The query without the filters that keep the place out. */
  readonly query: string;
}

function Places({ term, query }: PlacesProps): JSX.Element {
  return (
    <>
      {' '}
      It is in{' '}
      {term.foundIn.map(({ product, versions }, at) => (
        <>
          {at > 0 && '; '}
          <a href={searchLink({ query, product: product.slug })}>{product.name}</a>{' '}
          {versions.map(({ slug, label }, index) => (
            <>
              {index > 0 && ', '}
              <a href={searchLink({ query, product: product.slug, version: slug })}>{label}</a>
            </>
          ))}
        </>
      ))}
      .
    </>
  );
}

interface MissingTermsProps {
  readonly terms: readonly Term[];
  readonly state: SearchState;
  readonly query: string;
}

export function MissingTerms({ terms, state, query }: MissingTermsProps): JSX.Element | null {
  if (terms.length === 0) return null;
  const isLimited = state.product !== undefined || state.version !== undefined || query !== state.query;
  return (
    <div class="notice" role="status">
      {terms.map((term) => (
        <p>
          No passage {isLimited && 'here '}holds “{term.text}”.
          {term.foundIn.length > 0 && <Places term={term} query={query} />}
        </p>
      ))}
    </div>
  );
}
