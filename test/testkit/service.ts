/** A library behind real HTTP. */
import { createLogger } from '../../src/logger.js';
import { startHttpServer, type HttpServer } from '../../src/server/http-server.js';
import { openTestLibrary, type TestLibrary } from './library.js';

export interface TestService {
  readonly library: TestLibrary;
  readonly server: HttpServer;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  readonly requireLogin?: boolean;
  readonly allowedOrigins?: readonly string[];
  /** Settings of the library. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function openService({ environment, ...options }: TestServiceOptions = {}): Promise<TestService> {
  const library = await openTestLibrary(environment);
  const { app } = library;
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    schema: app.schema,
    dependencies: app.dependencies,
    execute: app.execute,
    logger: createLogger('silent'),
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
