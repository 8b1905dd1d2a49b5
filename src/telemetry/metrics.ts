/** What the service tells Prometheus. One registry for each application; nothing is global. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { PoolUse } from '../store/pool-use.js';
import type { OutboxLag } from '../store/queries/outbox-lag.js';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = ReturnType<typeof createMetrics>;

/** Operations that run, and that wait for a turn. */
export interface OperationUse {
  readonly running: number;
  readonly waiting: number;
}

/**
 * All are read whenever Prometheus asks.
 * @param outboxLag null when there is no index outside Postgres.
 */
export function createMetrics(
  poolUse: () => PoolUse,
  outboxLag: (() => Promise<OutboxLag>) | null,
  operationUse: () => OperationUse,
) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  watchConnections(registry, poolUse);
  watchOperations(registry, operationUse);
  if (outboxLag !== null) watchOutbox(registry, outboxLag);
  return {
    registry,
    http: new Histogram({
      name: 'mcdewey_http_request_seconds',
      help: 'Time from a request to the end of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers,
    }),
    operations: new Histogram({
      name: 'mcdewey_graphql_operation_seconds',
      help: 'Time that a GraphQL operation took, by its first root field; `door` is http or the surface that asked in process.',
      labelNames: ['door', 'type', 'field', 'outcome'],
      buckets: seconds,
      registers,
    }),
    legs: new Histogram({
      name: 'mcdewey_search_leg_seconds',
      help: 'Time that a leg of the search took; `embed` is the embedding of the query.',
      labelNames: ['leg', 'outcome'],
      buckets: seconds,
      registers,
    }),
    searches: new Counter({
      name: 'mcdewey_searches_total',
      help: 'Searches that were answered.',
      registers,
    }),
    degraded: new Counter({
      name: 'mcdewey_search_degraded_total',
      help: 'Searches that were answered without one of their legs.',
      labelNames: ['leg'],
      registers,
    }),
    unlogged: new Counter({
      name: 'mcdewey_query_log_dropped_total',
      help: 'Searches that were answered and that the query log could not take.',
      registers,
    }),
    embedding: new Gauge({
      name: 'mcdewey_embedder_texts',
      help: 'Texts that the embedder was given and has not answered yet.',
      labelNames: ['lane'],
      registers,
    }),
    chunks: new Counter({
      name: 'mcdewey_ingested_chunks_total',
      help: 'Chunks of documents that this process has written.',
      registers,
    }),
  };
}

function watchConnections(registry: Registry, poolUse: () => PoolUse): void {
  new Gauge({
    name: 'mcdewey_postgres_connections',
    help: 'Connections of this process to Postgres, and requests that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { total, idle, waiting } = poolUse();
      this.set({ state: 'busy' }, total - idle);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}

function watchOperations(registry: Registry, operationUse: () => OperationUse): void {
  new Gauge({
    name: 'mcdewey_operations',
    help: 'GraphQL operations of all doors that run, and those that wait for their turn.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { running, waiting } = operationUse();
      this.set({ state: 'running' }, running);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}

/** While Postgres is away nobody knows the lag; the other figures are told all the same. */
function watchOutbox(registry: Registry, outboxLag: () => Promise<OutboxLag>): void {
  new Gauge({
    name: 'mcdewey_outbox',
    help: 'Changes that Elasticsearch has not got yet, the age of the oldest in seconds, and those that it refused.',
    labelNames: ['figure'],
    registers: [registry],
    async collect() {
      this.reset();
      const lag = await outboxLag().catch(() => null);
      if (lag === null) return;
      this.set({ figure: 'waiting' }, lag.waiting);
      this.set({ figure: 'oldest_seconds' }, lag.oldestSeconds);
      this.set({ figure: 'dead_letters' }, lag.deadLetters);
    },
  });
}
