/** What versions should have: declared, compared with what they have, taken back. */
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { declareExpectations, withdrawExpectation } from '../coverage/declare-expectations.js';
import type { ExpectedAndFound } from '../coverage/expectations.js';
import { BadInputError } from '../errors.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import {
  DeclareExpectationPayload,
  ExpectationConnection,
  ExpectationInput,
  ExpectationType,
  WithdrawExpectationInput,
  WithdrawExpectationPayload,
} from '../schema/expectation.js';
import { Restricted } from '../schema/restricted.js';
import { productNamed, type VersionRow } from '../store/queries/catalogue.js';
import type { ExpectationRow } from '../store/queries/expectations.js';
import { present } from '../graphql/present.js';
import type { Fields } from '../schema/fields.js';
import { connectVersions } from '../graphql/version-lists.js';
import { VersionConnection } from '../schema/version.js';

const longestNote = 500;

type Compared = ExpectationRow & ExpectedAndFound;

@Resolver(() => ExpectationType)
export class ExpectationResolver {
  @Restricted('curation.read')
  @Query(
    () => ExpectationConnection,
    connectionField(
      'What versions should have beside what they have, by product; of one that two say, the one that wins first.',
    ),
  )
  async expectations(
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { compareExpectations }: RequestContext,
    @Arg('product', () => String, { nullable: true, description: 'Slug of a product; all if left out.' })
    product?: string | null,
  ): Promise<Connection<Compared>> {
    const all = await compareExpectations(product ?? null);
    return connectPlaced({ name: 'expectations' }, page, all, ({ id }) => id);
  }

  @Restricted('curation.edit')
  @Mutation(() => DeclareExpectationPayload, {
    description:
      'Declares what versions should have, one expectation a kind, or changes what was declared of the same kind and bounds. `CONFLICT` if somebody declared something else of them since; then nothing is declared.',
  })
  async declareExpectation(
    @Arg('input', () => ExpectationInput, { description: 'What is expected.' }) input: ExpectationInput,
    @Ctx() { dataSource, caller, compareExpectations }: RequestContext,
  ): Promise<{ readonly expectations: readonly Compared[] }> {
    const { kinds, from, to, isExpected, expectedRevision } = input;
    const note = input.note?.trim() ?? '';
    if (kinds.length === 0) throw new BadInputError('`kinds` is empty; name at least one.', { field: 'kinds' });
    if (note.length > longestNote) {
      throw new BadInputError(`\`note\` is longer than ${String(longestNote)} characters.`, { field: 'note' });
    }
    const productSlug = (await productNamed(dataSource, input.product))?.slug ?? slugAsGiven(input.product);
    const place = { productSlug, fromLabel: from?.trim() ?? '', toLabel: to?.trim() ?? '' };
    const wish = {
      ...{ place, kinds, isExpected, note: note === '' ? null : note },
      expectedRevision: expectedRevision ?? 0,
    };
    const ids = await declareExpectations(dataSource, wish, caller.name);
    return { expectations: (await compareExpectations(productSlug)).filter(({ id }) => ids.includes(id)) };
  }

  @Restricted('curation.edit')
  @Mutation(() => WithdrawExpectationPayload, {
    description:
      'Takes back what a curator declared. `NOT_FOUND` if there is no such expectation, or a manifest says it; `CONFLICT` if somebody changed it since.',
  })
  async withdrawExpectation(
    @Arg('input', () => WithdrawExpectationInput, { description: 'Which one, as you saw it.' })
    { id, expectedRevision }: WithdrawExpectationInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Fields<WithdrawExpectationPayload>> {
    await withdrawExpectation(dataSource, { id, expectedRevision });
    return { id };
  }

  @FieldResolver(() => String, { nullable: true, description: 'Label of the oldest version that it is about.' })
  from(@Root() { fromLabel }: Compared): string | null {
    return fromLabel === '' ? null : fromLabel;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Label of the newest version that it is about.' })
  to(@Root() { toLabel }: Compared): string | null {
    return toLabel === '' ? null : toLabel;
  }

  @FieldResolver(() => Int)
  versionCount(@Root() { found, missing }: Compared): number {
    return found.length + missing.length;
  }

  @FieldResolver(
    () => VersionConnection,
    connectionField('Versions that it is about and that have no such document, newest last.'),
  )
  async missing(
    @Root() { id: of, missing }: Compared,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<VersionRow>> {
    const versions = await Promise.all(missing.map(({ id }) => present(loaders.version.load(id), 'version')));
    return connectVersions({ name: 'missing', of }, given, versions);
  }
}

/** @throws BadInputError for what can't be a slug. */
function slugAsGiven(product: string): string {
  const slug = product.trim();
  if (/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}._-]{0,199}$/u.test(slug)) return slug;
  throw new BadInputError(`No product is called "${product.slice(0, 100)}", and a new one is named by a slug.`, {
    field: 'product',
  });
}
