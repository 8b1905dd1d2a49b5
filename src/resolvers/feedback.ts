/** What readers say is wrong with passages and documents. */
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { closeProposals, type CloseResult } from '../curation/answer-proposals.js';
import { giveFeedback, type Feedback } from '../curation/give-feedback.js';
import { BadInputError, ForbiddenError, NotFoundError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { keyOfType } from '../graphql/node-id.js';
import { proposalIdOf } from '../graphql/subject-id.js';
import { CloseFeedbackInput, GiveFeedbackInput, GiveFeedbackPayload } from '../schema/feedback.js';
import { CloseProposalsPayloadType } from '../schema/proposal.js';
import { Restricted } from '../schema/restricted.js';
import { refusalsOf } from './proposal.js';
import type { Fields } from '../schema/fields.js';

/** @throws BadInputError, NotFoundError when it is not there, or hidden from who asks. */
async function subjectOf(input: GiveFeedbackInput, { loaders }: RequestContext): Promise<Omit<Feedback, 'text'>> {
  const { chunkKey, documentId } = input;
  if ((chunkKey == null) === (documentId == null)) {
    throw new BadInputError('Give one of `chunkKey` and `documentId`.', { field: 'chunkKey' });
  }
  const chunk = chunkKey == null ? null : await loaders.chunkByKey.load(chunkKey);
  const id = chunk?.documentId ?? (documentId == null ? undefined : keyOfType(documentId, 'Document'));
  const document = id === undefined ? null : await loaders.document.load(id);
  if (document === null) throw new NotFoundError('The library does not hold what this is about.', { noun: 'document' });
  return { documentId: document.id, passage: chunk === null ? null : { key: chunk.key, text: chunk.text } };
}

@Resolver()
export class FeedbackResolver {
  @Query(() => Boolean, { description: 'Whether whoever asks may say that something is wrong with a passage.' })
  mayGiveFeedback(@Ctx() { access, caller }: RequestContext): boolean {
    return access.feedback.isOpenTo(caller);
  }

  @Restricted('feedback.give')
  @Mutation(() => GiveFeedbackPayload, {
    description:
      'Says that something is wrong with a passage or a document. Curators see it; of somebody unknown nothing is kept but the words.',
  })
  async giveFeedback(
    @Arg('input', () => GiveFeedbackInput, { description: 'What is wrong, and where.' }) input: GiveFeedbackInput,
    @Ctx() context: RequestContext,
  ): Promise<Fields<GiveFeedbackPayload>> {
    const { access, caller, dataSource, peer } = context;
    if (peer?.isSameOrigin === false) throw new ForbiddenError('Give feedback from a page of this service.', {});
    const subject = await subjectOf(input, context);
    await access.feedback.enter(caller);
    const kept = await giveFeedback(dataSource, { ...subject, text: input.text }, caller);
    if (kept === null) throw new NotFoundError('The document is no longer in the library.', { noun: 'document' });
    return { isReceived: true };
  }

  @Restricted('curation.edit')
  @Mutation(() => CloseProposalsPayloadType, { description: 'Closes feedback, with a reason.' })
  async closeFeedback(
    @Arg('input', () => CloseFeedbackInput, { description: 'Which, and how it ended.' }) input: CloseFeedbackInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Pick<CloseResult, 'closed'> & { readonly refused: ReturnType<typeof refusalsOf> }> {
    const state = input.isDone ? ('DONE' as const) : ('NOT_OURS' as const);
    const answer = { state, reason: input.reason.trim(), reviewer: caller };
    const result = await closeProposals(dataSource, input.ids.map(proposalIdOf), answer);
    return { ...result, refused: refusalsOf(result) };
  }
}
