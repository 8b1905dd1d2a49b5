/** What is wrong with a data folder, in words for the person who chose it. */
import { ConfigError, StoreUnavailableError, codeOf, messageOf } from '../../errors.js';

const disk = 'Free some space there and start again; nothing that was acknowledged is lost.';

/** `code` of the error, or named in its message: errors of another thread lose their code. */
function systemCode(error: unknown): string {
  return codeOf(error) || (/\b(E[A-Z]{3,})\b/.exec(messageOf(error))?.[1] ?? '');
}

/** @returns an error that says it in a sentence, or the error itself when it is of another kind. */
export function folderProblem(error: unknown, dataDir: string): unknown {
  const options = { cause: error };
  switch (systemCode(error)) {
    case 'EEXIST':
    case 'ENOTDIR':
      return new ConfigError(`${dataDir} is no folder. Set MCDEWEY_DATA to a folder.`, { dataDir }, options);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ConfigError(
        `The data folder ${dataDir} can not be written. Give this user the right to, or set MCDEWEY_DATA to another folder.`,
        { dataDir },
        options,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new StoreUnavailableError(`The disk of the data folder ${dataDir} is full. ${disk}`, { dataDir }, options);
    default:
      return error;
  }
}
