/** `mcdewey search`: finds passages through the same GraphQL search as everybody else. */
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import { enumName, graphql, operation, type AnswerOf } from '../typed-operation.js';

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

const searchOperation = operation(
  graphql(`
    query CommandLineSearch($query: String!, $scope: ScopeInput, $first: Int, $mode: SearchMode) {
      search(query: $query, scope: $scope, first: $first, mode: $mode) {
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
        hits {
          rank
          score
          excerpt(maxLength: 240)
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
  `),
);

/** What a person should know about the scope before reading the hits. */
function scopeNotes({
  scope,
  degraded,
  wordsAlone,
  missingTerms,
  namedScope,
  parsed,
}: AnswerOf<typeof searchOperation>['search']): string[] {
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

export const search: Command<SearchArguments> = async (context, given) => {
  const { terminal, signal } = context;
  const library = await openLibrary(context, { command: 'search' });
  try {
    const data = await library.execute(
      searchOperation,
      {
        query: given.words,
        first: given.first,
        mode: enumName<'SearchMode'>(given.mode),
        scope: { vendors: given.vendor ?? [], products: given.product ?? [], versions: given.in ?? [] },
      },
      { signal },
    );
    if (given.json) {
      terminal.printJson(data.search);
      return exitCodes.done;
    }
    for (const note of scopeNotes(data.search)) terminal.tell(note);
    const { bold, dim, cyan } = terminal.colors;
    const { hits, relevance } = data.search;
    const isNothingRelevant = relevance.verdict === 'NOTHING_RELEVANT' && hits.length > 0;
    if (isNothingRelevant) terminal.tell('Nothing seems to answer this. What comes nearest:');
    for (const { rank, chunk, excerpt, alsoIn } of isNothingRelevant ? hits.slice(0, nearestShown) : hits) {
      const page = chunk.pageLabel === null ? '' : `, page ${chunk.pageLabel}`;
      const also =
        alsoIn.nodes.length === 0 ? '' : `, also in ${alsoIn.nodes.map(({ version }) => version.label).join(', ')}`;
      terminal.print(bold(`${String(rank)}. ${chunk.headingPath.join(' › ')}`));
      terminal.print(`   ${cyan(`${chunk.vendor.name} ${chunk.product.name} ${chunk.version.label}${page}${also}`)}`);
      terminal.print(`   ${excerpt}`);
      terminal.print(`   ${dim(chunk.key)}`);
    }
    if (hits.length === 0) terminal.tell('Nothing found.');
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
