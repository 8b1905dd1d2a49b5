/** First stage of a search: checks the request, reads the query and resolves the scope. */
import { BadInputError } from '../errors.js';
import type { IndexScope } from './lexical/lexical-index.js';
import type { WordLookup } from './lexical/with-stand-in.js';
import { parseQuery, possibleOptions, withOptions, withScopeWords, type ParsedQuery } from './query.js';
import type { FindNamedScope } from './named-scope.js';
import type { Fusion, NamedScope, ResolvedScope, ScopeRequest, SearchMode, SearchRequest } from './request.js';
import { resolveQueryScope } from './query-scope.js';
import type { ScopedStore } from './scope-members.js';
import type { FindScopeWords } from './scope-words.js';
import { noSettings, withDrafts, type SearchSettings, type WatchedSettings } from './settings/search-settings.js';
import type { ScopeSlugs } from './settings/setting-scope.js';
import { withSynonyms } from './settings/synonym-index.js';

const longestQuery = 1_000;

/** A request as it was understood. */
export interface Question {
  readonly query: ParsedQuery;
  /** What it is limited to beside its query, as the caller wrote it. */
  readonly asked: ScopeRequest;
  /** What the caller is told of the scope. */
  readonly scope: ResolvedScope;
  /** What its words name; comes first, and limits nothing. */
  readonly named: NamedScope | null;
  /** What the indexes are restricted to; `null` when nothing can match. */
  readonly index: IndexScope | null;
  readonly mode: SearchMode;
  readonly fusion: Fusion;
  /** What curators decided about searches; nothing where the request leaves it out. */
  readonly settings: SearchSettings;
  /** What the search is limited to, as curators name it. */
  readonly slugs: ScopeSlugs;
  /** How many more candidates the legs give than usual; none if left out. */
  readonly spare?: number;
  /** How many times as many candidates as usual they give; as many if left out. */
  readonly deeper?: number;
  readonly signal?: AbortSignal;
}

/** A question that something can answer. */
export type OpenQuestion = Question & { readonly index: IndexScope };

export function isOpen(question: Question): question is OpenQuestion {
  return question.index !== null;
}

/** @throws BadInputError when the query is empty or too long. */
function checked(request: SearchRequest): string {
  const written = request.query.trim();
  if (written === '') throw new BadInputError('The query is empty; write at least one word.', { field: 'query' });
  if (written.length > longestQuery) {
    throw new BadInputError(
      `The query has ${String(written.length)} characters; at most ${String(longestQuery)} are searched. Shorten it.`,
      { field: 'query', length: written.length, limit: longestQuery },
    );
  }
  return written;
}

/** A dash word that the scope knows as an option is one, and excludes nothing. */
async function withOptionsOf(
  words: Pick<WordLookup, 'countHolders'>,
  scope: IndexScope,
  query: ParsedQuery,
): Promise<ParsedQuery> {
  const possible = possibleOptions(query);
  if (possible.length === 0) return query;
  const holders = await words.countHolders({ words: possible, scope, upTo: 1 });
  return withOptions(query, new Set(possible.filter((_, at) => (holders[at] ?? 0) > 0)));
}

export interface UnderstandParts {
  readonly store: ScopedStore;
  readonly words: Pick<WordLookup, 'countHolders'>;
  readonly watchedSettings: Pick<WatchedSettings, 'current'>;
  readonly findNamedScope: FindNamedScope;
  readonly findScopeWords: FindScopeWords;
}

/** @throws BadInputError when the query is empty, too long or filters alone. */
export async function understand(
  { store: { dataSource }, words, watchedSettings, findNamedScope, findScopeWords }: UnderstandParts,
  request: SearchRequest,
): Promise<Question> {
  const parsed = parseQuery(checked(request));
  const { scope: asked = {} } = request;
  if (parsed.text === '' && parsed.filters.length > 0) {
    throw new BadInputError('The query consists of filters alone; write at least one word to look for.', {
      field: 'query',
    });
  }
  const [{ resolved, index, slugs }, current] = await Promise.all([
    resolveQueryScope(dataSource, asked, parsed),
    request.rules === false ? noSettings : watchedSettings.current(),
  ]);
  const settings = request.drafts === undefined ? current : withDrafts(current, request.drafts);
  const query = index === null ? parsed : await withOptionsOf(words, index, parsed);
  const repeated = index === null ? new Set<number>() : await findScopeWords(query, resolved, index);
  return {
    query: withSynonyms(withScopeWords(query, repeated), settings.synonyms, slugs),
    settings,
    slugs,
    asked,
    scope: resolved,
    named: index === null ? null : await findNamedScope(parsed, resolved, index),
    index,
    mode: request.mode ?? 'HYBRID',
    fusion: request.fusion ?? 'WEIGHTED',
    ...(request.signal && { signal: request.signal }),
  };
}
