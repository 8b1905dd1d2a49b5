/** What resolvers work with; one for each request, because its loaders cache. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Access } from '../access/access.js';
import { may } from '../access/may.js';
import type { Caller, Peer } from '../caller.js';
import type { VersionComparisons } from '../compare/version-comparison.js';
import type { CompareExpectations, FindCoverage } from '../coverage/library-coverage.js';
import type { SendDemand } from '../demand/demand-webhook.js';
import type { QuestionVector } from '../demand/find-groups.js';
import type { SearchLog } from '../demand/search-log.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Logger } from '../logger.js';
import type { ServiceView } from '../operations/service-view.js';
import type { RateLimit } from '../rate-limits.js';
import { currentRequestId } from '../request-id.js';
import type { LibrarySearch } from '../search/request.js';
import type { WatchedSettings } from '../search/settings/search-settings.js';
import { createLoaders, type Loaders } from '../store/loaders.js';

export interface ContextDependencies {
  readonly dataSource: DataSource;
  readonly search: LibrarySearch;
  /** What curators decided about searches, to be forgotten where it changes. */
  readonly searchSettings: Pick<WatchedSettings, 'forget'>;
  readonly comparisons: VersionComparisons;
  readonly coverage: FindCoverage;
  readonly compareExpectations: CompareExpectations;
  readonly searchLog: SearchLog;
  /** Vector of a question, to tell which ones are alike. */
  readonly embedQuestion: QuestionVector;
  /** Tells the webhook of questions; null when none is set. */
  readonly sendDemand: SendDemand | null;
  /** For how long searches are kept. */
  readonly queryLogDays: number;
  /** What the service tells of itself. */
  readonly service: ServiceView;
  readonly ingest: Ingest;
  readonly access: Access;
  readonly logger: Logger;
}

export interface RequestContext extends ContextDependencies {
  readonly loaders: Loaders;
  /** Who asks. */
  readonly caller: Caller;
  /** Where the request came from; absent for what did not come over HTTP. */
  readonly peer?: Peer;
  /** What is left for the caller, where requests are counted. */
  readonly rateLimit?: RateLimit;
  /** Names the request in logs and in masked errors. */
  readonly requestId: string;
  /** What another input would avoid is thrown: programs inside this process branch on codes. Else it is data in `userErrors`. */
  readonly hasThrownRefusals?: true;
  /** Fires when the caller no longer waits. */
  readonly signal?: AbortSignal;
}

export function createContext(
  dependencies: ContextDependencies,
  request: Pick<RequestContext, 'caller' | 'peer' | 'rateLimit' | 'signal' | 'hasThrownRefusals'> & {
    readonly requestId?: string;
  },
): RequestContext {
  const known = currentRequestId();
  const requestId = request.requestId ?? known ?? randomUUID();
  return {
    ...dependencies,
    ...request,
    requestId,
    // Lines of a request that came over HTTP are named by the logger itself.
    logger: requestId === known ? dependencies.logger : dependencies.logger.child({ requestId }),
    loaders: createLoaders(dependencies.dataSource, may(request.caller, 'curation.read')),
  };
}
