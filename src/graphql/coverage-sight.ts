/** What a caller may see of coverage beyond what is public. */
import { may } from '../access/may.js';
import type { Caller } from '../caller.js';
import type { CoverageSight } from '../coverage/library-coverage.js';

export function coverageSight(caller: Caller): CoverageSight {
  return { withheld: may(caller, 'curation.read'), ingests: may(caller, 'ingest.read') };
}
