/** What the process's exit code says; documented in the README. */
import { DomainError } from '../errors.js';
import { OperationError } from '../executor.js';

export const exitCodes = {
  done: 0,
  failed: 1,
  /** The command line or the settings are wrong. */
  usage: 2,
  /** The run finished, but some files failed. */
  partial: 3,
  /** The data folder belongs to another process. */
  inUse: 4,
  /** Stopped by Ctrl-C or a signal. */
  interrupted: 130,
} as const;

/** What the error says of itself: a failed job has the code of its reason. */
function codeOf(error: unknown): unknown {
  if (error instanceof OperationError) return error.code;
  if (!(error instanceof DomainError)) return undefined;
  return error.code === 'JOB_FAILED' ? error.details['code'] : error.code;
}

export function exitCodeOf(error: unknown): number {
  switch (codeOf(error)) {
    case 'CONFIG_INVALID':
    case 'BAD_INPUT':
    case 'MANIFEST_INVALID':
    case 'NOT_FOUND':
    case 'BACKUP_INVALID':
    case 'NOT_EMPTY':
    case 'ARCHIVE_UNCONFIRMED':
      return exitCodes.usage;
    case 'DATA_IN_USE':
      return exitCodes.inUse;
    case 'CANCELLED':
      return exitCodes.interrupted;
    default:
      return exitCodes.failed;
  }
}
