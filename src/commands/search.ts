/** `mcdewey search`: finds passages through the same GraphQL search as everybody else. */
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import { enumName, graphql, operation, type AnswerOf, type VariablesOf } from '../typed-operation.js';

export interface SearchArguments {
  readonly words: string;
  readonly vendor?: readonly string[];
  readonly product?: readonly string[];
  readonly in?: readonly string[];
  readonly mode: string;
  readonly first: number;
  readonly json: boolean;
}

/** Hits that are printed where none is relevant; `--json` has all. */
const nearestShown = 3;
/** Hits that the API gives at once. */
const mostPerPage = 50;

const searchOperation = operation(
  graphql(`
    query CommandLineSearch($query: String!, $scope: ScopeInput, $first: Int!, $after: String, $mode: SearchMode) {
      search(query: $query, scope: $scope, mode: $mode) {
        scope {
          versions {
            requested
            match
            product {
              name
            }
            served {
              label
            }
            others(first: 50) {
              nodes {
                label
              }
            }
            nearest {
              label
            }
          }
          unknown {
            kind
            requested
            nearest
          }
        }
        degraded {
          leg
          reason
        }
        parsed {
          plainOperators
          synonyms {
            term
            alternatives
          }
        }
        tookMs
        wordsAlone {
          query
          missingPhrases
        }
        namedScope {
          strictQuery
        }
        relevance {
          verdict
          cosine
          coverage
          score
          threshold
        }
        missingTerms {
          text
          foundIn {
            product {
              name
            }
            versions {
              label
            }
          }
        }
        hits(first: $first, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            rank
            score
            excerpt(maxLength: 240)
            alsoAt(first: 5) {
              totalCount
              nodes {
                chunk {
                  document {
                    title
                  }
                }
              }
            }
            alsoIn(first: 30) {
              nodes {
                version {
                  label
                }
              }
            }
            chunk {
              key
              source
              pageLabel
              headingPath
              vendor {
                name
              }
              product {
                name
              }
              version {
                label
              }
            }
          }
        }
      }
    }
  `),
);

type Answer = AnswerOf<typeof searchOperation>['search'];

/** The answer with as many hits as are wanted, however many pages they are. */
async function searchPages(
  { words, first, mode, vendor, product, in: versions }: SearchArguments,
  ask: (variables: VariablesOf<typeof searchOperation>) => Promise<{ readonly search: Answer }>,
): Promise<Answer> {
  const scope = { vendors: vendor ?? [], products: product ?? [], versions: versions ?? [] };
  const asked = { query: words, mode: enumName<'SearchMode'>(mode), scope };
  const { search: answer } = await ask({ ...asked, first: Math.min(first, mostPerPage), after: null });
  const nodes = [...answer.hits.nodes];
  let { pageInfo } = answer.hits;
  while (pageInfo.hasNextPage && nodes.length < first) {
    const more = { first: Math.min(first - nodes.length, mostPerPage), after: pageInfo.endCursor };
    const { search: further } = await ask({ ...asked, ...more });
    nodes.push(...further.hits.nodes);
    ({ pageInfo } = further.hits);
  }
  return { ...answer, hits: { nodes, pageInfo } };
}

/** What a person should know about the scope before reading the hits. */
function scopeNotes({ scope, degraded, wordsAlone, missingTerms, namedScope, parsed }: Answer): string[] {
  const orNone = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : 'nothing like it');
  return [
    ...scope.unknown.map(
      ({ kind, requested, nearest }) =>
        `There is no ${kind.toLowerCase()} "${requested}" in the library. Nearest: ${orNone(nearest)}.`,
    ),
    ...scope.versions
      .filter(({ match }) => match === 'NONE')
      .map(
        ({ requested, nearest }) =>
          `There is no version "${requested}". Nearest: ${orNone(nearest.map(({ label }) => label))}.`,
      ),
    ...scope.versions
      .filter(({ match }) => match === 'SERIES')
      .map(({ requested, product, served, others }) => {
        const also =
          others.nodes.length > 0 ? ` Also of that series: ${others.nodes.map(({ label }) => label).join(', ')}.` : '';
        return `"${requested}" is ${product?.name ?? ''} ${served?.label ?? ''}.${also}`;
      }),
    ...parsed.synonyms.map(
      ({ term, alternatives }) => `"${term}" also finds ${alternatives.map((one) => `"${one}"`).join(', ')}.`,
    ),
    ...parsed.plainOperators.map(
      (word) => `"${word}" was searched as a plain word: there are no operators or wildcards.`,
    ),
    ...(wordsAlone === null
      ? []
      : [`No passage holds the quoted phrases. To search for the words alone: ${wordsAlone.query}`]),
    ...(namedScope === null
      ? []
      : [`What the query names comes first. To search only there: ${namedScope.strictQuery}`]),
    ...missingTerms.map(({ text, foundIn }) => {
      const places = foundIn.map(
        ({ product, versions }) => `${product.name} ${versions.map(({ label }) => label).join(', ')}`,
      );
      return places.length === 0
        ? `No passage holds "${text}".`
        : `No passage here holds "${text}". It is in ${places.join('; ')}.`;
    }),
    ...degraded.map(({ leg, reason }) => `The ${leg.toLowerCase()} part of the search does not answer: ${reason}`),
  ];
}

/** Where else the text stands in its version. */
function otherPlaces(documents: readonly string[], count: number): string {
  if (documents.length === 0) return '';
  const more = count > documents.length ? ` and ${String(count - documents.length)} more` : '';
  return `same text at ${documents.join(', ')}${more}`;
}

export const search: Command<SearchArguments> = async (context, given) => {
  const { terminal, signal } = context;
  const library = await openLibrary(context, { command: 'search' });
  try {
    const answer = await searchPages(given, (variables) => library.execute(searchOperation, variables, { signal }));
    if (given.json) {
      terminal.printJson(answer);
      return exitCodes.done;
    }
    for (const note of scopeNotes(answer)) terminal.tell(note);
    const { bold, dim, cyan } = terminal.colors;
    const { relevance } = answer;
    const hits = answer.hits.nodes;
    const isNothingRelevant = relevance.verdict === 'NOTHING_RELEVANT' && hits.length > 0;
    if (isNothingRelevant) terminal.tell('Nothing seems to answer this. What comes nearest:');
    for (const { rank, chunk, excerpt, alsoIn, alsoAt } of isNothingRelevant ? hits.slice(0, nearestShown) : hits) {
      const page = chunk.pageLabel === null ? '' : `, page ${chunk.pageLabel}`;
      const also =
        alsoIn.nodes.length === 0 ? '' : `, also in ${alsoIn.nodes.map(({ version }) => version.label).join(', ')}`;
      terminal.print(bold(`${String(rank)}. ${chunk.headingPath.join(' › ')}`));
      terminal.print(`   ${cyan(`${chunk.vendor.name} ${chunk.product.name} ${chunk.version.label}${page}${also}`)}`);
      const places = otherPlaces(
        alsoAt.nodes.map((other) => other.chunk.document.title),
        alsoAt.totalCount,
      );
      if (places !== '') terminal.print(`   ${dim(places)}`);
      terminal.print(`   ${excerpt}`);
      terminal.print(`   ${dim(chunk.key)}`);
    }
    if (hits.length === 0) terminal.tell('Nothing found.');
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
