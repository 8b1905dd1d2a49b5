/** Composition root: builds the services from the settings, and takes them down again. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { GraphQLSchema } from 'graphql';
import { createVersionComparisons } from './compare/version-comparison.js';
import type { Config, OperationSettings } from './config.js';
import { createCompareExpectations, createCoverage } from './coverage/library-coverage.js';
import { createAccess } from './access/access.js';
import { createAskAgain } from './demand/ask-again.js';
import { createDemandWebhook, type SendDemand } from './demand/demand-webhook.js';
import { createQuestionVectors } from './demand/find-groups.js';
import { createSearchLog, type SearchLog } from './demand/search-log.js';
import { examineLibrary } from './doctor/examine-library.js';
import { createEmbedder } from './embedding/create-embedder.js';
import type { Embedder } from './embedding/embedder.js';
import type { Execute } from './executor.js';
import { createIngest, type Ingest } from './ingest/ingest.js';
import type { IngestParts } from './ingest/job/job-parts.js';
import { startJobRunner, type JobRunner } from './ingest/job/job-runner.js';
import type { WorkOptions } from './ingest/job/work-job.js';
import { guardedPost } from './ingest/source/site/guarded-post.js';
import { createReadPool, type ReadPool } from './ingest/prepare/read-pool.js';
import type { Logger } from './logger.js';
import { buildLibrarySchema } from './graphql/build-schema.js';
import type { ContextDependencies } from './graphql/context.js';
import { createExecutor } from './graphql/executor.js';
import { createOperationRunner, type OperationRunner, type RunOptions } from './graphql/operation-runner.js';
import type { Dependency } from './operations/part-health.js';
import type { ServiceView } from './operations/service-view.js';
import { createHybridSearch } from './search/hybrid-search.js';
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

/** @param command what this process was started for. */
export async function createApp(config: Config, command: string, logger: Logger): Promise<App> {
  const store = await openStore(config, command, logger);
  let embedder: Embedder | undefined;
  let readPool: ReadPool | undefined;
  let elasticsearch: Elasticsearch | null = null;
  let searchLog: SearchLog | undefined;
  try {
    const { dataSource } = store;
    const schema = buildLibrarySchema();
    const operations = createOperationRunner(schema, operationLimits(config.operations, store.mode));
    const metrics = createMetrics(
      () => poolUseOf(dataSource),
      config.elasticsearchUrl === undefined ? null : () => outboxLag(dataSource),
      () => operations.use(),
    );
    const observed = createObserver(metrics);
    embedder = observed.embedder(await createEmbedder(config.embedding, logger));
    const modelId = await ensureActiveModel(dataSource, embedder.model);
    const lexical = observed.lexical(await createPostgresLexicalIndex(store, logger));
    const vectors = observed.vectors(createVectorSearch(store, modelId));
    if (config.elasticsearchUrl !== undefined && store.mode === 'server') {
      const settings = { url: config.elasticsearchUrl, prefix: config.elasticsearchPrefix };
      elasticsearch = await openElasticsearch(dataSource, settings, logger);
    }
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
    const maintenance = createVectorMaintenance(store, modelId);
    const ingestParts: IngestParts = {
      dataSource,
      storeMode: store.mode,
      embedder,
      modelId,
      maintainVectors: maintenance.run,
      readPool: (readPool = createReadPool({ tokenizerFolder: embedder.tokenizerFolder, pdf: config.pdf })),
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
      afterChanges: (signal) => askAgain(signal),
    };
    if (store.mode === 'embedded') await interruptAll(dataSource);
    let runner: JobRunner | undefined;
    const ingest = createIngest(ingestParts, () => runner?.nudge());
    const comparisons = createVersionComparisons(dataSource, search);
    const coverage = createCoverage(dataSource, config.coverage);
    const accessSettings = { signIn: config.signIn, feedback: config.feedback ?? 'everybody' };
    const access = createAccess(dataSource, accessSettings, logger);
    const log = createSearchLog(dataSource, config.queryLog, {
      logger,
      onDropped: (entries) => {
        metrics.unlogged.inc(entries);
      },
    });
    searchLog = log;
    const sendDemand = demandWebhook(config);
    const askAgain = createAskAgain({
      ...{ db: dataSource, search, searchLog: log, days: config.queryLog.days, logger },
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
    const compareExpectations = createCompareExpectations(dataSource);
    const embedded = embedder;
    const dependencies: ContextDependencies = {
      ...{ dataSource, search, searchSettings, comparisons, coverage, compareExpectations, searchLog: log },
      embedQuestion: createQuestionVectors((text) => embedded.embedQuery(text)),
      ...{ sendDemand, queryLogDays: config.queryLog.days },
      service: serviceView(store, elasticsearch, config),
      ...{ ingest, access, logger },
    };
    const execute = observed.execute(createExecutor(schema, dependencies, operations));
    const openedElasticsearch = elasticsearch;
    return {
      store,
      embedder: embedded,
      elasticsearch,
      ingest,
      workOnJobs(options) {
        runner ??= startJobRunner(ingestParts, options);
      },
      schema,
      metrics,
      dependencies,
      operations,
      execute,
      async close() {
        await runner?.close();
        await log.close();
        await readPool?.close();
        await embedded.close();
        await openedElasticsearch?.close();
        await store.close();
      },
    };
  } catch (error) {
    await searchLog?.close();
    await readPool?.close();
    await embedder?.close();
    await elasticsearch?.close();
    await store.close();
    throw error;
  }
}
