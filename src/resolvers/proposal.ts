/** What is proposed to curators: taken in, listed, answered. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { authorize, may } from '../access/may.js';
import { acceptProposals, closeProposals, type AcceptResult, type CloseResult } from '../curation/answer-proposals.js';
import { wishesOf } from '../curation/edit-subject.js';
import type { EditError } from '../curation/edit-error.js';
import { proposeChanges, withdrawProposal } from '../curation/propose.js';
import { proposedStandings, type ProposedStanding } from '../curation/proposed-fields.js';
import { BadInputError, NotFoundError } from '../errors.js';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { proposalIdOf, subjectOf, typeNameOf, type SubjectId } from '../graphql/subject-id.js';
import { type Connection, connectionField } from '../schema/connection.js';
import { costOfList } from '../schema/cost.js';
import { GraphQLJSON } from 'graphql-scalars';
import {
  AcceptProposalsInput,
  AcceptProposalsPayloadType,
  CloseProposalsPayloadType,
  ProposalConnection,
  ProposalsArguments,
  ProposalType,
  ProposeChangesInput,
  ProposeChangesPayloadType,
  ProposedChangeType,
  RejectProposalsInput,
  WithdrawProposalInput,
  WithdrawProposalPayload,
} from '../schema/proposal.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectRow } from '../store/queries/curation.js';
import {
  proposalCount,
  proposals,
  proposalsById,
  proposalsNewestFirst,
  type ProposalFilter,
  type ProposalRow,
} from '../store/queries/proposals.js';

/** Fields that one proposal can name, at most; more than any thing has. */
const mostFields = 30;

/**
 * Those of everybody for curators, one's own for others who may propose.
 * @throws ForbiddenError, UnauthenticatedError
 */
function sightOf({ caller }: RequestContext): Pick<ProposalFilter, 'author'> {
  if (may(caller, 'curation.read')) return {};
  authorize(caller, 'curation.propose');
  return { author: caller };
}

/** @throws NotFoundError when it is not there, or hidden from who asks. */
async function seen(id: string, { loaders }: RequestContext): Promise<SubjectId> {
  const subject = subjectOf(id);
  const noun = subject.kind.toLowerCase();
  const loader = loaders[noun as 'vendor' | 'product' | 'version' | 'document'];
  if ((await loader.load(subject.id)) === null) throw new NotFoundError(`There is no such ${noun}.`, { noun });
  return subject;
}

/** As the API tells them. */
export const refusalsOf = ({ refused }: Pick<AcceptResult, 'refused'>) =>
  refused.map(({ proposal, errors }) => ({ proposal, userErrors: errors }));

/** A change with the proposal that it is part of. */
interface ChangeOf {
  readonly of: ProposalRow;
  readonly field: string;
  readonly base: unknown;
  readonly proposed: unknown;
  readonly isReset: boolean;
}

function subjectRowOf(
  { subjectKind, subjectPath }: ProposalRow,
  { loaders }: RequestContext,
): Promise<SubjectRow | null> {
  return loaders.curationByPath(subjectKind).load(subjectPath);
}

async function standingsOf(proposal: ProposalRow, context: RequestContext): Promise<ProposedStanding[]> {
  return proposedStandings(proposal.changes, await subjectRowOf(proposal, context));
}

@Resolver(() => ProposalType)
export class ProposalResolver {
  @Query(() => ProposalConnection, connectionField('Proposals, newest first: all for curators, for others their own.'))
  proposals(
    @Args(() => ProposalsArguments) { filter, ...given }: ProposalsArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<ProposalRow>> {
    const { dataSource, caller } = context;
    const { mine, ...asked }: ProposalFilter & { readonly mine?: boolean | null } = filter ?? {};
    const wanted: ProposalFilter = { ...asked, ...(mine === true && { author: caller }), ...sightOf(context) };
    const list = { name: 'proposals', order: proposalsNewestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => proposals(dataSource, wanted, page),
      () => proposalCount(dataSource, wanted),
    );
  }

  @Query(() => ProposalType, { nullable: true, description: 'One proposal; null if there is none that you may see.' })
  async proposal(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<ProposalRow | null> {
    const { author } = sightOf(context);
    const [proposal] = await proposalsById(context.dataSource, [proposalIdOf(id)]);
    const isSeen = author === undefined || (proposal?.authorKind === author.kind && proposal.authorId === author.id);
    return isSeen ? (proposal ?? null) : null;
  }

  @Restricted('curation.propose')
  @Mutation(() => ProposeChangesPayloadType, {
    description:
      'Asks curators for other values of one thing. Nothing changes until one accepts. The same proposal sent again is the one that waits already.',
  })
  async proposeChanges(
    @Arg('input', () => ProposeChangesInput, { description: 'What should change.' }) input: ProposeChangesInput,
    @Ctx() context: RequestContext,
  ): Promise<{ readonly proposal: ProposalRow | null; readonly userErrors: readonly EditError[] }> {
    const { dataSource, caller } = context;
    const set = input.set ?? [];
    if (set.length + (input.reset ?? []).length > mostFields) {
      throw new BadInputError(`A proposal can name at most ${String(mostFields)} fields.`, { field: 'set' });
    }
    const values = Object.fromEntries(set.map(({ field, value = null }) => [field, value]));
    const { wishes, errors } = wishesOf(values, input.reset);
    if (errors.length > 0) return { proposal: null, userErrors: errors };
    const { kind, id } = await seen(input.id, context);
    const note = input.note?.trim() ?? '';
    const asked = { kind, id, wishes, note: note === '' ? null : note };
    const { proposal, errors: userErrors } = await proposeChanges(dataSource, asked, caller);
    return { proposal, userErrors };
  }

  @Restricted('curation.propose')
  @Mutation(() => WithdrawProposalPayload, {
    description: 'Takes back a proposal of one’s own that waits for an answer.',
  })
  async withdrawProposal(
    @Arg('input', () => WithdrawProposalInput, { description: 'Which one.' }) { id }: WithdrawProposalInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<{ readonly proposal: ProposalRow }> {
    const withdrawn = await withdrawProposal(dataSource, proposalIdOf(id), caller);
    if (withdrawn !== null) return { proposal: withdrawn };
    throw new NotFoundError('You have no proposal of that id that waits for an answer.', { noun: 'proposal' });
  }

  @Restricted('curation.edit')
  @Mutation(() => AcceptProposalsPayloadType, {
    description:
      'Makes what is proposed, as an edit of your own that names its author. Values that changed since it was proposed are not overwritten: such a proposal stays open and is told as `STALE`.',
  })
  async acceptProposals(
    @Arg('input', () => AcceptProposalsInput, { description: 'Which.' }) input: AcceptProposalsInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ) {
    const note = input.note?.trim() ?? '';
    const answer = { caller, note: note === '' ? null : note };
    const result = await acceptProposals(dataSource, input.ids.map(proposalIdOf), answer);
    return { ...result, refused: refusalsOf(result) };
  }

  @Restricted('curation.edit')
  @Mutation(() => CloseProposalsPayloadType, {
    description: 'Rejects corrections, for a reason that their authors read.',
  })
  async rejectProposals(
    @Arg('input', () => RejectProposalsInput, { description: 'Which, and why.' }) { ids, reason }: RejectProposalsInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Pick<CloseResult, 'closed'> & { readonly refused: ReturnType<typeof refusalsOf> }> {
    const answer = { state: 'REJECTED' as const, reason: reason.trim(), reviewer: caller };
    const result = await closeProposals(dataSource, ids.map(proposalIdOf), answer);
    return { ...result, refused: refusalsOf(result) };
  }

  @FieldResolver(() => [ProposedChangeType], {
    description: 'What would change, field by field; empty for feedback.',
    complexity: costOfList,
  })
  changes(@Root() proposal: ProposalRow): ChangeOf[] {
    return proposal.changes.map(({ field, base, value, set }) => ({
      of: proposal,
      field,
      base,
      proposed: value,
      isReset: !set,
    }));
  }

  @Restricted('curation.read')
  @FieldResolver(() => Boolean, {
    description:
      'It waits, and cannot be accepted: a value that it would change is no longer what its author saw, or the thing is gone. For curators.',
  })
  async isStale(@Root() proposal: ProposalRow, @Ctx() context: RequestContext): Promise<boolean> {
    if (proposal.state !== 'OPEN' || proposal.kind !== 'CORRECTION') return false;
    return (await standingsOf(proposal, context)).some(({ isStale }) => isStale);
  }

  @Restricted('curation.read')
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'The `id` of the vendor, product, version or document; null if it is not in the library. For curators.',
  })
  async subjectId(@Root() proposal: ProposalRow, @Ctx() context: RequestContext): Promise<string | null> {
    const subject = await subjectRowOf(proposal, context);
    return subject === null ? null : toGlobalId(typeNameOf(subject.kind), subject.id);
  }
}

/** Whether the value names a version that authors do not see: of other values, nothing is hidden. */
async function namesHiddenVersion({ of, field, base }: ChangeOf, context: RequestContext): Promise<boolean> {
  if (field !== 'latest' || base === null) return false;
  const product = await subjectRowOf(of, context);
  const readable = product === null ? [] : await context.loaders.versionsOfProduct.load(product.id);
  return !readable.some(({ slug }) => slug === base);
}

@Resolver(() => ProposedChangeType)
export class ProposedChangeResolver {
  @FieldResolver(() => GraphQLJSON, {
    nullable: true,
    description: 'The value in force when it was proposed; null also where it names a version that you may not see.',
  })
  async base(@Root() change: ChangeOf, @Ctx() context: RequestContext): Promise<unknown> {
    if (may(context.caller, 'curation.read')) return change.base;
    return (await namesHiddenVersion(change, context)) ? null : change.base;
  }

  @Restricted('curation.read')
  @FieldResolver(() => GraphQLJSON, {
    nullable: true,
    description: 'The value in force now; null also if the thing is not in the library. For curators.',
  })
  async current(@Root() { of, field }: ChangeOf, @Ctx() context: RequestContext): Promise<unknown> {
    return (await standingsOf(of, context)).find(({ change }) => change.field === field)?.current ?? null;
  }

  @Restricted('curation.read')
  @FieldResolver(() => Boolean, {
    description: 'The value in force is neither what the author saw nor what is proposed. For curators.',
  })
  async isStale(@Root() { of, field }: ChangeOf, @Ctx() context: RequestContext): Promise<boolean> {
    return (await standingsOf(of, context)).some(({ change, isStale }) => change.field === field && isStale);
  }
}
