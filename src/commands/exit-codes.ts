/** What the process's exit code says; documented in the README. */
import { DomainError } from '../errors.js';

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

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof DomainError)) return exitCodes.failed;
  switch (error.code) {
    case 'CONFIG_INVALID':
    case 'BAD_INPUT':
    case 'MANIFEST_INVALID':
    case 'NOT_FOUND':
    case 'BACKUP_INVALID':
    case 'NOT_EMPTY':
      return exitCodes.usage;
    case 'DATA_IN_USE':
      return exitCodes.inUse;
    case 'CANCELLED':
      return exitCodes.interrupted;
    default:
      return exitCodes.failed;
  }
}
