/** The hits of a search, page by page. */
import type { JSX } from 'preact';
import { Excerpt } from './excerpt.js';
import { Flags } from './flags.js';
import type { Hit, SearchData } from './operations/search-page.js';
import { chunkTitle, inContext, pageName, searchLink, type SearchState } from './page-name.js';
import { AlsoAt, AlsoIn, ChangedIn } from './version-links.js';

/** Hits that are shown where none is relevant, until somebody asks for more. */
const nearestShown = 3;

interface ResultsProps {
  readonly search: SearchData['search'];
  readonly state: SearchState;
  /** Not the first page. */
  readonly isFurther: boolean;
}

export function Results({ search: { hits, relevance }, state, isFurther }: ResultsProps): JSX.Element {
  const isNothingRelevant = relevance.verdict === 'NOTHING_RELEVANT';
  const shown = isNothingRelevant && !isFurther ? hits.edges.slice(0, nearestShown) : hits.edges;
  const last = shown.at(-1)?.cursor;
  const hasNext = shown.length < hits.edges.length || hits.pageInfo.hasNextPage;
  return (
    <>
      {isNothingRelevant && !isFurther && <NothingRelevant state={state} />}
      {shown.length === 0 && <p class="state">There are no further results.</p>}
      <ol class={isNothingRelevant ? 'hits nearest' : 'hits'} start={isFurther ? shown[0]?.node.rank : undefined}>
        {shown.map(({ node }) => (
          <HitItem hit={node} />
        ))}
      </ol>
      {(isFurther || hasNext) && (
        <p class="more">
          {isFurther && <a href={searchLink(state)}>First results</a>}{' '}
          {hasNext && last !== undefined && (
            <a href={searchLink({ ...state, after: last })} rel="next">
              {isNothingRelevant ? 'More of what is nearest' : 'Next results'}
            </a>
          )}
        </p>
      )}
    </>
  );
}

function NothingRelevant({ state }: { readonly state: SearchState }): JSX.Element {
  const isLimited = state.product !== undefined || state.version !== undefined;
  return (
    <section class="state">
      <h2>
        Nothing {isLimited && 'here '}seems to answer “{state.query}”
      </h2>
      <p>
        Below is only what comes nearest.
        {isLimited && (
          <>
            {' '}
            <a href={searchLink({ query: state.query })}>Search the whole library</a>
          </>
        )}
      </p>
    </section>
  );
}

/** Tells the query log that the hit was opened. */
function openLink(permalink: string, token: string | null): string {
  return token === null ? permalink : `${permalink}?s=${token}`;
}

function HitItem({ hit }: { readonly hit: Hit }): JSX.Element {
  const { chunk } = hit;
  const page = pageName(chunk);
  return (
    <li class="hit">
      <p class="where">
        {chunk.vendor.name} <span aria-hidden="true">/</span> {chunk.product.name} <span aria-hidden="true">/</span>{' '}
        <strong>{chunk.version.label}</strong> <span aria-hidden="true">/</span> {chunk.document.title}
      </p>
      <h2>
        <a href={openLink(chunk.permalink, hit.openToken)}>{chunk.headingPath.at(-1) ?? chunkTitle(chunk)}</a>
      </h2>
      <Flags flags={chunk.flags} />
      {chunk.headingPath.length > 1 && <p class="path">{chunk.headingPath.slice(0, -1).join(' › ')}</p>}
      <p class="excerpt">
        <Excerpt highlights={hit.highlights} />
      </p>
      <p class="foot">
        {page !== undefined && <span>{page}</span>}
        <a href={inContext(chunk.document.permalink, chunk.key)}>In its document</a>
        {hit.alsoAt.nodes.length > 0 && (
          <span>
            Same text in <AlsoAt places={hit.alsoAt} />
          </span>
        )}
        {hit.alsoIn.nodes.length > 0 && (
          <span>
            Same text in <AlsoIn occurrences={hit.alsoIn.nodes} />
          </span>
        )}
        {hit.changedIn.nodes.length > 0 && (
          <span>
            In other words in <ChangedIn occurrences={hit.changedIn.nodes} chunk={chunk} />
          </span>
        )}
      </p>
    </li>
  );
}
