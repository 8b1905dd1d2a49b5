/** Whether the process lives, and whether it can answer. */
import type { Express } from 'express';
import type { ContextDependencies } from '../resolvers/context.js';

export function mountHealth(app: Express, { dataSource }: Pick<ContextDependencies, 'dataSource'>): void {
  app.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      await dataSource.query('SELECT 1');
      response.json({ postgres: 'ok' });
    } catch {
      response.status(503).set('Retry-After', '5').json({ postgres: 'unavailable' });
    }
  });
}
