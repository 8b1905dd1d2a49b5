/**
 * How statements, which are fixed texts, learn what the caller may see: they name it, and the connection writes the number
 * of the running operation in its place. A constant, so that plans count on it; of a prepared statement there is one for
 * each audience. A statement that went another way would be none: Postgres refuses the name.
 */
import { audienceNumber } from '../audience.js';
import { currentAudience } from '../ongoing-operation.js';

/** Stands in SQL for the highest number that the caller may see. */
export const CALLER_AUDIENCE = ':caller_audience';

interface NamedStatement {
  readonly name?: string;
  readonly text: string;
}

function hasText(query: unknown): query is NamedStatement {
  return typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string';
}

/** What is sent in the place of a text, or of a text with a name. */
export function forCaller(query: unknown): unknown {
  const text = hasText(query) ? query.text : query;
  if (typeof text !== 'string' || !text.includes(CALLER_AUDIENCE)) return query;
  const audience = currentAudience();
  const sent = text.replaceAll(CALLER_AUDIENCE, String(audienceNumber(audience)));
  if (!hasText(query)) return sent;
  const { name } = query;
  return { ...query, text: sent, ...(name !== undefined && { name: `${name}_${audience.toLowerCase()}` }) };
}
