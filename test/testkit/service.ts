/** A library behind real HTTP. */
import { createLogger, type Logger } from '../../src/logger.js';
import type { PersistedSettings } from '../../src/config.js';
import type { RateLimitSettings } from '../../src/rate-limits.js';
import { startHttpServer, type HttpServer } from '../../src/server/http-server.js';
import { openTestLibrary, type TestLibrary } from './library.js';
import { storeKind } from './store-kind.js';

export interface TestService {
  readonly library: TestLibrary;
  readonly server: HttpServer;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  readonly requireLogin?: boolean;
  readonly allowedOrigins?: readonly string[];
  readonly persisted?: PersistedSettings;
  readonly rateLimits?: RateLimitSettings;
  readonly logger?: Logger;
  /** Settings of the library. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function openService(given: TestServiceOptions = {}): Promise<TestService> {
  const { environment, logger = createLogger('silent'), ...options } = given;
  const library = await openTestLibrary(environment, storeKind, logger);
  const { app } = library;
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    schema: app.schema,
    dependencies: app.dependencies,
    execute: app.execute,
    operations: app.operations,
    logger,
    metrics: app.metrics,
    health: {},
    ...options,
  });
  return {
    library,
    server,
    async close() {
      await server.close();
      await library.close();
    },
  };
}
