/** Answers an upload that was not taken, in the shape of the API's errors. */
import type { Request, Response } from 'express';
import { DomainError, type ErrorCode } from '../errors.js';
import type { Logger } from '../logger.js';

/** What is still being sent is thrown away, so that the answer can be read. */
export function answerRefusal(request: Request, response: Response, error: unknown, logger: Logger): void {
  request.unpipe();
  request.resume();
  if (!(error instanceof DomainError)) logger.error({ err: error }, 'an upload failed');
  const { status, code, message } = refusal(error);
  response.status(status).json({ errors: [{ message, extensions: { code } }] });
}

const statusOf: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  FILE_TOO_LARGE: 413,
};

function refusal(error: unknown): { status: number; code: string; message: string } {
  if (!(error instanceof DomainError)) {
    return { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'The upload failed; the log has the reason.' };
  }
  return { status: statusOf[error.code] ?? 400, code: error.code, message: error.message };
}
