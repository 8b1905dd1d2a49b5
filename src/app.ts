/** Composition root: builds the services from the settings, and takes them down again. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { GraphQLSchema } from 'graphql';
import { createVersionComparisons } from './compare/version-comparison.js';
import type { Config, OperationSettings } from './config.js';
import { createCompareExpectations, createCoverage } from './coverage/library-coverage.js';
import { createAccess } from './access/access.js';
import { createAskAgain, type AskAgain } from './demand/ask-again.js';
import { createDemandWebhook, type SendDemand } from './demand/demand-webhook.js';
import { createQuestionVectors } from './demand/find-groups.js';
import { createSearchLog } from './demand/search-log.js';
import { examineLibrary } from './doctor/examine-library.js';
import { createEmbedder } from './embedding/create-embedder.js';
import type { Embedder } from './embedding/embedder.js';
import type { Execute } from './executor.js';
import { createIngest, type Ingest } from './ingest/ingest.js';
import type { IngestParts } from './ingest/job/job-parts.js';
import { startJobRunner, type JobRunner } from './ingest/job/job-runner.js';
import type { WorkOptions } from './ingest/job/work-job.js';
import { guardedPost } from './ingest/source/site/guarded-post.js';
import { createReadPool } from './ingest/prepare/read-pool.js';
import type { Logger } from './logger.js';
import { buildLibrarySchema } from './graphql/build-schema.js';
import type { ContextDependencies } from './graphql/context.js';
import { createExecutor } from './graphql/executor.js';
import { createOperationRunner, type OperationRunner, type RunOptions } from './graphql/operation-runner.js';
import type { Dependency } from './operations/part-health.js';
import type { ServiceView } from './operations/service-view.js';
import { createHybridSearch } from './search/hybrid-search.js';
import type { LibrarySearch } from './search/request.js';
import { guardQueries } from './search/guarded-embedder.js';
import { openElasticsearch, type Elasticsearch } from './search/lexical/elasticsearch/open-elasticsearch.js';
import { createPostgresLexicalIndex } from './search/lexical/create-lexical-index.js';
import { createSearchSettings } from './search/settings/search-settings.js';
import { createVectorMaintenance } from './search/vector/centre.js';
import { createVectorSearch } from './search/vector/vector-search.js';
import { poolUseOf } from './store/pool-use.js';
import { outboxLag } from './store/queries/outbox-lag.js';
import { openStore, type Store } from './store/open-store.js';
import { ensureActiveModel } from './store/writes/embedding-models.js';
import { interruptAll } from './store/writes/jobs.js';
import { createMetrics, type Metrics } from './telemetry/metrics.js';
import { createObserver } from './telemetry/observe.js';

export interface App {
  readonly store: Store;
  readonly embedder: Embedder;
  /** `null` when words are searched in Postgres. */
  readonly elasticsearch: Elasticsearch | null;
  readonly ingest: Ingest;
  /** From now on, this process takes part in every open job, until it closes. */
  readonly workOnJobs: (options?: Pick<WorkOptions, 'onProgress'>) => void;
  readonly schema: GraphQLSchema;
  /** What a request's context is made from. */
  readonly dependencies: ContextDependencies;
  readonly metrics: Metrics;
  /** What every door has its operations run by. */
  readonly operations: OperationRunner;
  /** The one door, in process. */
  readonly execute: Execute;
  /** Ends in order: what uses the database first, the database last. */
  close(): Promise<void>;
}

/** The embedded Postgres runs one statement at a time: more operations at once would only make each other slower. */
const usualAtOnce = { embedded: 6, server: 16 } as const;

function operationLimits(
  { seconds, turnSeconds, atOnce, waiting }: OperationSettings,
  mode: Store['mode'],
): RunOptions {
  return { withinMs: seconds * 1_000, running: atOnce ?? usualAtOnce[mode], waiting, waitMs: turnSeconds * 1_000 };
}

/** What `/readyz` asks. Without Elasticsearch searches are answered all the same, and say so. */
function partsOf(store: Store, elasticsearch: Elasticsearch | null): Readonly<Record<string, Dependency>> {
  return {
    postgres: { required: true, check: () => store.check() },
    ...(elasticsearch !== null && {
      elasticsearch: { required: false, check: () => elasticsearch.client.ping({}, { maxRetries: 0 }) },
    }),
  };
}

function serviceView(store: Store, elasticsearch: Elasticsearch | null, config: Config): ServiceView {
  return {
    mode: store.mode,
    parts: partsOf(store, elasticsearch),
    settings: config.settings,
    backups: config.backups ?? null,
    examine: async () => (await examineLibrary({ store, elasticsearch }, config, false)).findings,
  };
}

/** Null when no webhook is set. */
function demandWebhook({ demandWebhook: settings, allowPrivateAddresses = false }: Config): SendDemand | null {
  return settings === undefined
    ? null
    : createDemandWebhook(settings, (url, request) => guardedPost(url, request, allowPrivateAddresses));
}

/** What is open, in the order in which it was opened. */
type Opened = { close(): Promise<void> }[];

/** Ends the last first: what uses the database before the database. */
async function closeAll(opened: Opened): Promise<void> {
  for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last.close();
}

/** What the parts of the service are built on. */
interface Ground {
  readonly store: Store;
  readonly opened: Opened;
  readonly metrics: Metrics;
  readonly observed: ReturnType<typeof createObserver>;
  readonly logger: Logger;
}

/** @param command what this process was started for. */
export async function createApp(config: Config, command: string, logger: Logger): Promise<App> {
  const store = await openStore(config, command, logger);
  const opened: Opened = [store];
  try {
    return await composeApp(config, command, { store, opened, logger });
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

async function composeApp(
  config: Config,
  command: string,
  { store, opened, logger }: Pick<Ground, 'store' | 'opened' | 'logger'>,
): Promise<App> {
  const { dataSource } = store;
  const schema = buildLibrarySchema();
  const operations = createOperationRunner(schema, operationLimits(config.operations, store.mode));
  const metrics = createMetrics(
    () => poolUseOf(dataSource),
    config.elasticsearchUrl === undefined ? null : () => outboxLag(dataSource),
    () => operations.use(),
  );
  const observed = createObserver(metrics);
  const ground: Ground = { store, opened, metrics, observed, logger };
  const { embedder, elasticsearch, search, searchSettings, modelId } = await openSearch(config, ground);
  const { searchLog, sendDemand, askAgain } = openDemand(config, search, ground);
  const ingestParts = openIngest(config, command, { ...ground, embedder, modelId, askAgain });
  if (store.mode === 'embedded') await interruptAll(dataSource);
  let runner: JobRunner | undefined;
  const ingest = createIngest(ingestParts, () => runner?.nudge());
  const accessSettings = { signIn: config.signIn, feedback: config.feedback ?? 'everybody' };
  const dependencies: ContextDependencies = {
    ...{ dataSource, search, searchSettings, searchLog },
    comparisons: createVersionComparisons(dataSource, search),
    coverage: createCoverage(dataSource, config.coverage),
    compareExpectations: createCompareExpectations(dataSource),
    embedQuestion: createQuestionVectors((text) => embedder.embedQuery(text)),
    ...{ sendDemand, queryLogDays: config.queryLog.days },
    service: serviceView(store, elasticsearch, config),
    access: createAccess(dataSource, accessSettings, logger),
    ...{ ingest, logger },
  };
  return {
    store,
    embedder,
    elasticsearch,
    ingest,
    workOnJobs(options) {
      if (runner === undefined) opened.push((runner = startJobRunner(ingestParts, options)));
    },
    schema,
    metrics,
    dependencies,
    operations,
    execute: observed.execute(createExecutor(schema, dependencies, operations)),
    close: () => closeAll(opened),
  };
}

async function openSearch(config: Config, { store, opened, observed, logger }: Ground) {
  const { dataSource } = store;
  const embedder = observed.embedder(await createEmbedder(config.embedding, logger));
  opened.push(embedder);
  const modelId = await ensureActiveModel(dataSource, embedder.model);
  const lexical = observed.lexical(await createPostgresLexicalIndex(store, logger));
  const vectors = observed.vectors(createVectorSearch(store, modelId));
  const elasticsearch = await openIndex(config, store, logger);
  if (elasticsearch !== null) opened.push(elasticsearch);
  const searchSettings = createSearchSettings(store);
  const search = observed.search(
    createHybridSearch({
      store,
      lexical: elasticsearch === null ? lexical : observed.lexical(elasticsearch.lexical),
      ...(elasticsearch !== null && { lexicalStandIn: lexical }),
      vectors,
      embedder: guardQueries(embedder),
      watchedSettings: searchSettings,
      logger,
    }),
  );
  return { embedder, modelId, elasticsearch, search, searchSettings };
}

/** Null where words are searched in Postgres. */
async function openIndex(config: Config, store: Store, logger: Logger): Promise<Elasticsearch | null> {
  if (config.elasticsearchUrl === undefined || store.mode !== 'server') return null;
  const settings = { url: config.elasticsearchUrl, prefix: config.elasticsearchPrefix };
  return openElasticsearch(store.dataSource, settings, logger);
}

function openDemand(config: Config, search: LibrarySearch, { store, opened, metrics, logger }: Ground) {
  const { dataSource } = store;
  const searchLog = createSearchLog(dataSource, config.queryLog, {
    logger,
    onDropped: (entries) => {
      metrics.unlogged.inc(entries);
    },
  });
  opened.push(searchLog);
  const sendDemand = demandWebhook(config);
  const askAgain = createAskAgain({
    ...{ db: dataSource, search, searchLog, days: config.queryLog.days, logger },
    audience: config.requireLogin === true ? 'READERS' : 'PUBLIC',
    ...(sendDemand !== null && {
      onAnswered: (questions) =>
        sendDemand('demand.answered', {
          questions: questions.map(({ query, products, versions, searches }) => ({
            question: query,
            products,
            versions,
            searches,
          })),
        }),
    }),
  });
  return { searchLog, sendDemand, askAgain };
}

/** What the ingest takes from the other parts. */
interface IngestGround extends Ground {
  readonly embedder: Embedder;
  readonly modelId: number;
  readonly askAgain: AskAgain;
}

function openIngest(config: Config, command: string, ground: IngestGround): IngestParts {
  const { store, opened, metrics, embedder, modelId, askAgain, logger } = ground;
  const readPool = createReadPool({ tokenizerFolder: embedder.tokenizerFolder, pdf: config.pdf });
  opened.push(readPool);
  return {
    dataSource: store.dataSource,
    storeMode: store.mode,
    embedder,
    modelId,
    maintainVectors: createVectorMaintenance(store, modelId).run,
    readPool,
    onWritten: (chunks) => {
      metrics.chunks.inc(chunks);
    },
    logger,
    owner: `${command} ${String(process.pid)} ${randomUUID().slice(0, 8)}`,
    workerGroup: config.workerGroup ?? hostname(),
    sources: {
      dataDir: config.dataDir,
      allowPrivate: config.allowPrivateAddresses === true,
      ...(config.ingestRoots !== undefined && { roots: config.ingestRoots }),
    },
    history: config.jobHistory,
    afterChanges: askAgain,
  };
}
