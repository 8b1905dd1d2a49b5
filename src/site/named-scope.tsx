/** Says what the words of a query name: it came first, and can be searched alone. */
import type { JSX } from 'preact';
import { namedParts } from './named-parts.js';
import type { SearchData } from './operations/search-page.js';
import { searchLink, type SearchState } from './page-name.js';

interface NamedScopeProps {
  readonly named: NonNullable<SearchData['search']['namedScope']>;
  readonly state: SearchState;
}

export function NamedScope({ named, state }: NamedScopeProps): JSX.Element {
  const { first, absent } = namedParts(named);
  return (
    <p class="notice" role="status">
      {absent.map((sentence) => `${sentence} `)}
      {first} comes first, everything else follows.{' '}
      <a href={searchLink({ ...state, query: named.strictQuery })}>Search only there</a>
    </p>
  );
}
