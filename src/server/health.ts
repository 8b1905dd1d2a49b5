/** Whether the process lives, whether it can answer, and what it tells Prometheus. */
import type { Express } from 'express';
import { may } from '../access/may.js';
import type { Logger } from '../logger.js';
import { healthOfPart, type Dependency } from '../operations/part-health.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { CallerOf } from './request-callers.js';

export interface HealthParts {
  readonly dependencies: Readonly<Record<string, Dependency>>;
  readonly metrics: Metrics;
  readonly callerOf: CallerOf;
  readonly logger: Logger;
  /** The service is stopping: it still answers, but should be asked no more. */
  readonly isDraining: () => boolean;
}

/** Says what is wrong without saying where: addresses and messages go to the log only. */
export function mountHealth(app: Express, { dependencies, metrics, callerOf, logger, isDraining }: HealthParts): void {
  app.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });

  app.get('/readyz', async (_request, response) => {
    const states = await Promise.all(
      Object.entries(dependencies).map(
        async ([name, dependency]) => [name, await healthOfPart(dependency, name, logger)] as const,
      ),
    );
    const isAway = states.some(([, { status, required }]) => required && status !== 'ok');
    const status = isDraining() ? 'draining' : isAway ? 'unavailable' : 'ready';
    response.set('Cache-Control', 'no-store');
    if (status !== 'ready') response.status(503).set('Retry-After', '5');
    response.json({ status, dependencies: Object.fromEntries(states) });
  });

  app.get('/metrics', async (request, response) => {
    const caller = callerOf(request, 'GRAPHQL');
    if (!may(caller, 'operations.read')) {
      response.status(403).type('text').send('Metrics are for callers that may operate the service.\n');
      return;
    }
    response
      .set('Cache-Control', 'no-store')
      .type(metrics.registry.contentType)
      .send(await metrics.registry.metrics());
  });
}
