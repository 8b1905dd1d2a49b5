/** Sends a request as crawls do: to addresses that this program may connect to. */
import { fetch } from 'undici';
import { messageOf, SourceUnavailableError } from '../../../errors.js';
import { checkLiteral, createGuardedAgent } from './address-guard.js';

const connectMs = 5_000;
const answerMs = 10_000;

export interface GuardedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * @returns the status; redirects are not followed, and the answer is not read.
 * @throws SourceUnavailableError for a private address, and when no answer comes.
 */
export async function guardedPost(url: URL, request: GuardedRequest, allowPrivate: boolean): Promise<number> {
  if (!allowPrivate) checkLiteral(url);
  const agent = createGuardedAgent({ allowPrivate, connectMs, answerMs });
  try {
    const response = await fetch(url, { ...request, method: 'POST', redirect: 'manual', dispatcher: agent });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (cause instanceof SourceUnavailableError) throw cause;
    throw new SourceUnavailableError(`${url.origin} can't be reached: ${messageOf(cause)}`, { url: url.origin });
  } finally {
    await agent.destroy();
  }
}
