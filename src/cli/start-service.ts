/** Starts to answer over HTTP for a library that is open here. */
import type { App } from '../app.js';
import { startHttpServer, type HttpServer } from '../server/http-server.js';
import type { CommandContext } from './command.js';

/** @throws ConfigError when the address can't be used. */
export async function startService(
  app: App,
  { config, logger, version }: Pick<CommandContext, 'config' | 'logger' | 'version'>,
  port = config.port,
): Promise<HttpServer> {
  const server = await startHttpServer({
    host: config.host,
    port,
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    requireLogin: config.requireLogin === true,
    rateLimits: config.rateLimits,
    allowedOrigins: config.allowedOrigins ?? [],
    ...(config.persisted !== undefined && { persisted: config.persisted }),
    ...(config.connections !== undefined && { connections: config.connections }),
    version,
    schema: app.schema,
    dependencies: app.dependencies,
    execute: app.execute,
    operations: app.operations,
    metrics: app.metrics,
    health: app.dependencies.service.parts,
    logger,
  });
  await app.store.announce({ url: server.url });
  return server;
}
