/** The HTTP service: GraphQL, MCP, reading pages and health on one port. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import { createIdentify } from '../access/identify.js';
import { may } from '../access/may.js';
import { ConfigError } from '../errors.js';
import { executeAs, type Execute } from '../executor.js';
import type { Logger } from '../logger.js';
import { mountMcp } from '../mcp/mount-mcp.js';
import type { ContextDependencies } from '../graphql/context.js';
import type { OperationRunner } from '../graphql/operation-runner.js';
import { mountSite } from '../site/mount-site.js';
import type { PersistedSettings } from '../config.js';
import { createPersistedDocuments } from './persisted-documents.js';
import { mountPutUpload } from './put-upload.js';
import { mountUpload } from './upload.js';
import { mountGraphql } from './graphql.js';
import { mountGraphqlStream } from './graphql-stream.js';
import type { RateLimitSettings } from '../rate-limits.js';
import type { Metrics } from '../telemetry/metrics.js';
import { allowOrigins } from './allowed-origins.js';
import { allowedHosts, hostGuard } from './host-guard.js';
import { mountConsole } from './console.js';
import type { Dependency } from '../operations/part-health.js';
import { mountHealth } from './health.js';
import { createRateLimits } from './rate-limits.js';
import { mountProviderSignIn } from './provider-sign-in.js';
import { createRequestCallers, type RequestCallers } from './request-callers.js';
import { createMcpAuthorization, type McpAuthorization } from './mcp-authorization.js';
import { observeRequests } from './requests.js';
import { createGatedServer } from './gated-server.js';
import { dropGone, goneSignal } from './gone-signal.js';
import { createOverloadGate } from './overload-gate.js';
import { createSecretCookie } from './secret-cookie.js';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly publicUrl?: string;
  /** Shows the library to nobody who has not signed in. */
  readonly requireLogin?: boolean;
  /** None is counted when left out. */
  readonly rateLimits?: RateLimitSettings;
  /** Whose web pages may use the API besides its own. */
  readonly allowedOrigins?: readonly string[];
  /** GraphQL documents that are known; absent: none but the console's, and others are answered, too. */
  readonly persisted?: PersistedSettings;
  /** At once; those beyond are not taken. */
  readonly connections?: number;
  readonly version: string;
  readonly schema: GraphQLSchema;
  readonly dependencies: ContextDependencies;
  readonly execute: Execute;
  readonly operations: OperationRunner;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** What `/readyz` asks, by name. */
  readonly health: Readonly<Record<string, Dependency>>;
}

export interface HttpServer {
  /** Where the service listens, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Fails the readiness check from now on; everything else is answered as before. */
  drain(): void;
  /** Takes no new connections, lets requests end, then closes what is still open. */
  close(): Promise<void>;
}

/**
 * How many may have connected before they are taken on: as many as are open at once, since those beyond the system's usual
 * 511 wait seconds until they are heard again.
 */
const backlog = 2_000;

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const place = `${host}:${String(port)}`;
      const reasons: Readonly<Record<string, string>> = {
        EADDRINUSE: `${place} is in use by another program. Stop it, or choose another PORT.`,
        EACCES: `${place} may not be used by this user. Choose a PORT above 1023.`,
        EADDRNOTAVAIL: `${host} is no address of this machine. Choose another HOST.`,
        ENOTFOUND: `${host} is no address of this machine. Choose another HOST.`,
      };
      const reason = reasons[error.code ?? ''];
      reject(reason === undefined ? error : new ConfigError(reason, { host, port }));
    });
    server.listen(port, host, backlog, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/**
 * Whether the address can be used, for those who want to know before they start what takes long.
 * @throws ConfigError when it can't.
 */
export async function checkAddress(host: string, port: number): Promise<void> {
  const server = createServer();
  await listen(server, host, port);
  await new Promise((resolve) => server.close(resolve));
}

function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${String(port)}`;
}

function createCallers(
  options: HttpServerOptions,
  baseUrl: string,
): { readonly callers: RequestCallers; readonly authorization: McpAuthorization } {
  const { host, publicUrl, requireLogin = false, logger } = options;
  const cookie = createSecretCookie(baseUrl);
  const identify = createIdentify({
    host,
    ...(publicUrl !== undefined && { publicUrl }),
    requireLogin,
    principals: options.dependencies.access.principals,
    sessionSecret: (request) => cookie.read(request),
  });
  const authorization = createMcpAuthorization({ identify, tokens: options.dependencies.access.tokens, baseUrl });
  return {
    callers: createRequestCallers({
      identify,
      identifyAtMcp: (request, response) => authorization.identify(request, response),
      cookie,
      publicUrl,
      requireLogin,
      logger,
    }),
    authorization,
  };
}

/** The reading pages, and what answers where there is none. */
function mountPages(app: Express, options: HttpServerOptions, callers: RequestCallers, baseUrl: string): void {
  const { execute, logger } = options;
  const site = mountSite(app, {
    executeFor: (request, response) => {
      const given = { peer: callers.peerOf(request, response), signal: goneSignal(response) };
      return executeAs(callers.callerOf(request, 'PAGE'), execute, given);
    },
    baseUrl,
    logger,
  });
  const { access } = options.dependencies;
  mountProviderSignIn(app, { access, callers, baseUrl, logger, showProblem: site.showSignIn });
  app.use(site.notFound);
  app.use(site.onError);
}

/** @throws ConfigError when the address can't be used. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { execute, logger, metrics, version } = options;
  const app = express();
  app.disable('x-powered-by');
  // Whom a proxy on this machine or network speaks for is told by it; from elsewhere nobody believes the header.
  app.set('trust proxy', ['loopback', 'linklocal', 'uniquelocal']);
  let isDraining = false;
  const gate = createGatedServer(app, options.connections);
  const port = await listen(gate.server, options.host, options.port);
  const url = urlOf(options.host, port);
  const baseUrl = options.publicUrl ?? url;
  const allowedOrigins = options.allowedOrigins ?? [];
  app.use(createOverloadGate({ operations: options.operations, metrics, allowOrigins: allowOrigins(allowedOrigins) }));
  app.use(observeRequests(logger, metrics));
  app.use(hostGuard(options));
  app.use(allowOrigins(allowedOrigins));
  const { callers, authorization } = createCallers(options, baseUrl);
  const { callerOf } = callers;
  authorization.mountMetadata(app);
  app.use(callers.recognise);
  const rateLimits = options.rateLimits && createRateLimits(options.rateLimits, callerOf);
  if (rateLimits !== undefined) app.use(rateLimits.count);
  app.use(dropGone);
  mountHealth(app, { dependencies: options.health, metrics, callerOf, logger, isDraining: () => isDraining });
  const mcp = mountMcp(app, {
    execute,
    callerOf: (request) => callerOf(request, 'MCP'),
    seesDemand: (caller) => may(caller, 'demand.read'),
    baseUrl,
    version,
    logger,
    allowedHosts: allowedHosts(options),
    allowedOrigins,
  });
  const persisted = options.persisted ?? { manifests: [], only: false };
  const persistedDocuments = await createPersistedDocuments(persisted);
  const stream = mountGraphqlStream(app, { ...options, callerOf, persistedDocuments });
  const graphql = await mountGraphql(app, {
    schema: options.schema,
    dependencies: options.dependencies,
    metrics,
    callers,
    operations: options.operations,
    persistedDocuments,
    hasSandbox: !persisted.only,
    ...(rateLimits !== undefined && { rateLimits }),
  });
  const upload = { ingest: options.dependencies.ingest, callerOf, logger };
  mountUpload(app, upload);
  mountPutUpload(app, upload);
  await mountConsole(app);
  mountPages(app, options, callers, baseUrl);
  gate.open();

  return {
    url,
    drain() {
      isDraining = true;
    },
    async close() {
      isDraining = true;
      const closed = gate.close();
      stream.close();
      await closed;
      await mcp.close();
      await graphql.close();
    },
  };
}
