/** Checks manifests in threads: a few lines of YAML can be made to keep whoever reads them busy. */
import pLimit from 'p-limit';
import { BadInputError, CancelledError, SourceTooLargeError } from '../../errors.js';
import { runApart, type ThreadLimits } from '../threads/run-apart.js';
import { warningOf, type ManifestFindings } from './manifest-findings.js';
import { mostManifestText } from './manifest-schema.js';

/**
 * @throws BadInputError for a text that is too long, CancelledError when the signal fires. What takes too long is told as a
 * finding: an ingest has more time for it.
 */
export type CheckManifest = (text: string, signal?: AbortSignal) => Promise<ManifestFindings>;

/** Of the kind that people wait for while they type. */
const usualLimits: ThreadLimits = { cpuSeconds: 5, memoryMb: 256 };
/** Each has a thread of its own; others wait. */
const atOnce = 2;

export function createManifestCheck(limits: ThreadLimits = usualLimits): CheckManifest {
  const turn = pLimit(atOnce);

  async function check(text: string, signal: AbortSignal | undefined): Promise<ManifestFindings> {
    try {
      return await runApart<ManifestFindings>({
        worker: new URL('./check-worker.js', import.meta.url),
        data: text,
        limits,
        signal,
        cancelled: () => new CancelledError('The manifest was not checked: nobody waits for it any more.'),
        tooLarge: (excess) => new SourceTooLargeError(`it takes more than ${excess} to be checked; split it`),
      });
    } catch (error) {
      if (!(error instanceof SourceTooLargeError)) throw error;
      return { findings: [warningOf('UNCHECKED', error.message)], count: 1 };
    }
  }

  return async (text, signal) => {
    if (text.length > mostManifestText) {
      throw new BadInputError(
        `The manifest has ${String(text.length)} characters; at most ${String(mostManifestText)} can be checked. Split it, or have it read from a file.`,
        { field: 'text', limit: mostManifestText },
      );
    }
    return turn(() => check(text, signal));
  };
}
