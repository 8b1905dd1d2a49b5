/** A document cut with other limits, to look at. */
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { BadInputError, NotFoundError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { recut } from '../ingest/chunk/recut.js';
import { costOfWalk } from '../schema/cost.js';
import { RecutPreviewInput, RecutPreviewType, type CutFiguresType } from '../schema/recut.js';
import { Restricted } from '../schema/restricted.js';
import { passagesOfDocument } from '../store/queries/document-passages.js';
import type { Fields } from '../schema/fields.js';

const [leastTarget, most] = [50, 4_000];
const mostShown = 100;

function figuresOf(passages: readonly { readonly tokens: number }[]): Fields<CutFiguresType> {
  const sizes = passages.map(({ tokens }) => tokens).toSorted((a, b) => a - b);
  const at = (place: number): number => sizes[place] ?? 0;
  const { length } = sizes;
  return { count: length, smallest: at(0), median: at(Math.floor(length / 2)), largest: at(length - 1) };
}

function refuse(field: string, message: string): never {
  throw new BadInputError(message, { field });
}

@Resolver()
export class RecutResolver {
  @Restricted('curation.read')
  @Query(() => RecutPreviewType, {
    description: 'How a document would be cut with other limits. Nothing is written.',
    complexity: costOfWalk,
  })
  async recutPreview(
    @Arg('input', () => RecutPreviewInput, { description: 'Which document, and the limits.' }) input: RecutPreviewInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Fields<RecutPreviewType>> {
    const { product, version, document, target } = input;
    const max = input.max ?? Math.min(most, Math.round(1.25 * target));
    const first = input.first ?? mostShown / 2;
    if (target < leastTarget || target > most)
      refuse('target', `\`target\` must be from ${String(leastTarget)} to ${String(most)}.`);
    if (max < target || max > most) refuse('max', `\`max\` must be from \`target\` to ${String(most)}.`);
    if (first < 1 || first > mostShown) refuse('first', `\`first\` must be from 1 to ${String(mostShown)}.`);
    const now = await passagesOfDocument(dataSource, { product, version, document });
    if (now === null) throw new NotFoundError(`There is no document ${product}/${version}/${document}.`, {});
    const after = recut(now, { target, max, small: Math.round(target / 5) });
    const known = new Set(now.map(({ text }) => text));
    return {
      before: figuresOf(now),
      after: figuresOf(after),
      passages: after.slice(0, first).map((passage) => ({ ...passage, isKept: known.has(passage.text) })),
    };
  }
}
