/** The one place where errors become GraphQL errors: domain errors keep their code, unknown ones are logged and masked. */
import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, StoreUnavailableError, type ErrorDetails } from '../errors.js';
import type { Logger } from '../logger.js';
import { isConnectionLost } from '../store/connection-lost.js';

const internal = 'INTERNAL_SERVER_ERROR';

export interface PresentedError extends GraphQLFormattedError {
  readonly extensions: { readonly code: string; readonly details?: ErrorDetails };
}

/** What a client may see of an error. Masked ones carry a `reference`, so that a report can be matched with the log. */
export function presentError(error: unknown, logger: Logger): PresentedError {
  const located = error instanceof GraphQLError ? error : null;
  const place = {
    ...(located?.locations && { locations: located.locations }),
    ...(located?.path && { path: located.path }),
  };
  const original = originalOf(error);
  const domain = isConnectionLost(original) ? storeUnavailable(original, logger) : original;
  if (domain instanceof DomainError) {
    return { message: domain.message, ...place, extensions: { code: domain.code, details: domain.details } };
  }
  const code = codeOf(domain);
  if (domain instanceof GraphQLError && code !== null) {
    const details = domain.extensions['details'] as ErrorDetails | undefined;
    return { message: domain.message, ...place, extensions: { code, ...(details !== undefined && { details }) } };
  }
  const reference = randomUUID();
  logger.error({ err: domain, path: located?.path, reference }, 'a GraphQL request failed');
  return {
    message: 'Something went wrong inside the library; the log has the reason.',
    ...place,
    extensions: { code: internal, details: { reference } },
  };
}

/** What was thrown, without the locations that GraphQL wraps around it; a code ends the search. */
function originalOf(error: unknown): unknown {
  let original = error;
  while (original instanceof GraphQLError && original.originalError && codeOf(original) === null) {
    original = original.originalError;
  }
  return original;
}

/** The code that a GraphQL error was made with; Apollo's word for bad input becomes this library's. */
function codeOf(error: unknown): string | null {
  const code = error instanceof GraphQLError ? error.extensions['code'] : null;
  if (typeof code !== 'string' || code === internal) return null;
  return code === 'BAD_USER_INPUT' ? 'BAD_INPUT' : code;
}

function storeUnavailable(cause: unknown, logger: Logger): StoreUnavailableError {
  logger.error({ err: cause }, 'the database does not answer');
  return new StoreUnavailableError('The database does not answer; try again in a moment.', {}, { cause });
}
