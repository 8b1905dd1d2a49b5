/** `POST /feedback`: what a reader says is wrong, and back to where they were. */
import { Router, urlencoded } from 'express';
import { FeedbackPage, type FeedbackSubject } from './feedback-form.js';
import { expectedFailures, fieldOf, statusOf } from './form.js';
import { giveFeedbackOperation } from './operations/give-feedback.js';
import { OperationError } from '../executor.js';
import { sendHtml } from './respond.js';
import { siteAddress } from './site-address.js';
import type { SiteContext } from './site-context.js';

/** Largest form, in bytes: 2,000 characters, each of them percent-encoded, and where they belong. */
const mostBytes = 32_768;

export function createFeedbackRoute({ executeFor }: SiteContext): Router {
  const router = Router();
  router.post('/feedback', urlencoded({ extended: false, limit: mostBytes }), async (request, response) => {
    const chunk = fieldOf(request, 'chunk');
    const subject: FeedbackSubject = chunk === undefined ? { document: fieldOf(request, 'document') ?? '' } : { chunk };
    const back = siteAddress(fieldOf(request, 'back'));
    const text = fieldOf(request, 'text') ?? '';
    const about = 'chunk' in subject ? { chunkKey: subject.chunk } : { documentId: subject.document };
    response.set('Cache-Control', 'no-store');
    try {
      await executeFor(request, response)(giveFeedbackOperation, { input: { ...about, text } });
    } catch (error) {
      if (!(error instanceof OperationError) || !expectedFailures.has(error.code)) throw error;
      sendHtml(
        response,
        <FeedbackPage subject={subject} back={back} text={text} problem={error.message} />,
        statusOf(error),
      );
      return;
    }
    response.redirect(303, sentAddress(back));
  });
  return router;
}

/** The page that the reader came from, which then says thank you. */
function sentAddress(back: string): string {
  const { pathname, searchParams } = new URL(back, 'http://site');
  searchParams.set('feedback', 'sent');
  return `${pathname}?${searchParams.toString()}#feedback`;
}
