/** An error of another thread: classes don't cross the border between threads, their codes do. */
import { DomainError, type ErrorCode, type ErrorDetails } from '../../errors.js';

export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

export class ReportedError extends DomainError {
  readonly code: ErrorCode;

  constructor({ code, message, details }: ErrorReport) {
    super(message, details);
    this.code = code;
  }
}

/** What crosses the border. */
export function reportOf({ code, message, details }: DomainError): ErrorReport {
  return { code, message, details };
}
