/** The library as a whole. */
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { costOfNamed, costOfStatistics } from '../schema/cost.js';
import { LibraryStatisticsType } from '../schema/library.js';
import { NodeType } from '../schema/node.js';
import { LifecycleState } from '../schema/enums.js';
import {
  documentsNamed,
  productsNamed,
  vendorsNamed,
  versionsNamed,
  type NamedWords,
} from '../store/queries/named-in-catalogue.js';
import { libraryStatistics, type LibraryStatistics } from '../store/queries/statistics.js';
import type { RequestContext } from '../graphql/context.js';
import { listedStates } from '../graphql/listed-states.js';
import { loadNode } from '../graphql/load-node.js';

const longestWords = 200;
/** More words say nothing that the first ones do not. */
const mostWords = 8;
const mostOfEach = 20;

function checkedWords(text: string, first: number): Pick<NamedWords, 'words' | 'limit'> {
  if (text.length > longestWords) {
    throw new BadInputError(
      `The words have ${String(text.length)} characters; at most ${String(longestWords)} are looked for.`,
      { field: 'words', length: text.length, limit: longestWords },
    );
  }
  if (first < 1 || first > mostOfEach) {
    throw new BadInputError(`\`first\` is ${String(first)}; it must be from 1 to ${String(mostOfEach)}.`, {
      field: 'first',
      limit: mostOfEach,
    });
  }
  return { words: text.split(/\s+/u).filter(Boolean).slice(0, mostWords), limit: first };
}

const finders = [
  ['Vendor', vendorsNamed],
  ['Product', productsNamed],
  ['Version', versionsNamed],
  ['Document', documentsNamed],
] as const;

@Resolver()
export class LibraryResolver {
  @Query(() => LibraryStatisticsType, { description: 'How much is published.', complexity: costOfStatistics })
  library(@Ctx() { dataSource }: RequestContext): Promise<LibraryStatistics> {
    return libraryStatistics(dataSource);
  }

  @Query(() => [NodeType], {
    description:
      'Each `Vendor`, `Product`, `Version` and `Document`, kind by kind, of which all the words stand in its name or in the names above it, and one in its own: `gateway 12 install` finds the installation guides of version 12 of the gateway. In any case, parts of words too; nothing for no words. Names that are one of the words come first. A document of several versions comes for the newest before any comes again.',
    complexity: costOfNamed,
  })
  async catalogueNamed(
    @Arg('words', () => String, { description: 'Words of names, slugs or aliases; at most 200 characters.' })
    text: string,
    @Arg('states', () => [LifecycleState], {
      nullable: true,
      description:
        'Publication states of versions and documents; what is published if left out. Others than PUBLISHED and ARCHIVED are for curators.',
    })
    states: (keyof typeof LifecycleState)[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many of each kind, 1 to 20.' })
    first: number | null,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    const asked = { ...checkedWords(text, first ?? 10), states: listedStates(context.caller, states) };
    const found = await Promise.all(
      finders.map(async ([typename, find]) => {
        const rows = await find(context.dataSource, asked);
        const nodes = await Promise.all(rows.map(({ id }) => loadNode({ type: typename, key: id }, context)));
        return nodes.flatMap((node) => (node === null ? [] : [{ ...node, typename }]));
      }),
    );
    return found.flat();
  }
}
