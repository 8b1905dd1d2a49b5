/** MCP over HTTP at `/mcp`: both protocol generations on one address, for local and allowed names only. */
import { hostHeaderValidation, originValidation, toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  localhostAllowedHostnames,
  type AuthInfo,
  type McpRequestContext,
  type McpServer,
} from '@modelcontextprotocol/server';
import type { IncomingMessage } from 'node:http';
import type { Express } from 'express';
import { anonymous, type Caller } from '../caller.js';
import { messageOf } from '../errors.js';
import { executeAs } from '../executor.js';
import { createMcpServer, type McpServerOptions } from './create-mcp-server.js';

/** A tool call is a few hundred bytes; more than this is a mistake or an attack. */
const defaultMaxBodyBytes = 256 * 1024;

/** Messages of one batch; only the older protocol generation has batches. */
const mostMessages = 10;

/** Answers a batch that is too long; null for everything else, which the handler reads by itself. */
async function refuseLongBatch(request: Request): Promise<Response | null> {
  if (request.body === null) return null;
  const body = await request.clone().text();
  if (!/^\s*\[/.test(body)) return null;
  let messages: unknown;
  try {
    messages = JSON.parse(body);
  } catch {
    return null;
  }
  if (!Array.isArray(messages) || messages.length <= mostMessages) return null;
  const message = `The batch has ${String(messages.length)} messages; at most ${String(mostMessages)} are taken. Send the others by themselves.`;
  return Response.json({ jsonrpc: '2.0', error: { code: -32600, message }, id: null }, { status: 400 });
}

export interface MountMcpOptions extends Omit<McpServerOptions, 'withDemand'> {
  /** Who may see what is searched for; nobody by default. */
  readonly seesDemand?: (caller: Caller) => boolean;
  /** Who sends a request. */
  readonly callerOf: (request: IncomingMessage) => Caller;
  /** Names (no scheme, no port; IPv6 in brackets) that `Host` and `Origin` may carry. Loopback names by default. */
  readonly allowedHosts?: readonly string[];
  /** Origins whose pages may send requests besides those of `allowedHosts`; `*` for every one. */
  readonly allowedOrigins?: readonly string[];
  readonly maxBodyBytes?: number;
}

export interface MountedMcp {
  /** Ends exchanges that are still open. */
  close(): Promise<void>;
}

/**
 * Must be mounted before any body parser. Requests from pages of other origins or for other host names (DNS rebinding) get
 * 403; malformed JSON gets the JSON-RPC error -32700, a batch of more than ten messages -32600; a body over the limit 413;
 * another method than POST 405.
 */
export function mountMcp(
  app: Express,
  { callerOf, seesDemand = () => false, allowedHosts, allowedOrigins = [], maxBodyBytes, ...options }: MountMcpOptions,
): MountedMcp {
  const hosts = [...(allowedHosts ?? localhostAllowedHostnames())];
  const hostIsAllowed = hostHeaderValidation(hosts);
  const originIsAllowed = originValidation(hosts);
  const maxRequestBodySize = maxBodyBytes ?? defaultMaxBodyBytes;
  const onerror = (error: Error): void => {
    options.logger?.debug({ err: error }, `MCP request refused: ${messageOf(error)}`);
  };
  /** One for each request: its tools run as the caller that the request was found to come from. */
  const serverFor = ({ authInfo, requestInfo }: McpRequestContext): McpServer => {
    const caller = (authInfo?.extra?.['caller'] as Caller | undefined) ?? anonymous('MCP');
    // Only one of the two protocol generations tells its tools when the connection is gone.
    const given = requestInfo === undefined ? {} : { signal: requestInfo.signal };
    const execute = executeAs(caller, options.execute, given);
    return createMcpServer({ ...options, execute, withDemand: seesDemand(caller) });
  };
  const handler = createMcpHandler(serverFor, { maxRequestBodySize, onerror });
  const fetch: typeof handler.fetch = async (request, given) =>
    (await refuseLongBatch(request)) ?? (await handler.fetch(request, given));
  const serve = toNodeHandler({ fetch }, { maxRequestBodySize, onerror });

  app.all('/mcp', async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const { origin = '' } = request.headers;
    const isInvited = allowedOrigins.includes('*') || allowedOrigins.includes(origin);
    if (!hostIsAllowed(request, response) || (!isInvited && !originIsAllowed(request, response))) return;
    if (request.method !== 'POST') response.set('Allow', 'POST');
    const caller = callerOf(request);
    const auth: AuthInfo = { token: '', clientId: caller.id ?? caller.kind, scopes: [], extra: { caller } };
    await serve(Object.assign(request, { auth }), response);
  });
  return { close: () => handler.close() };
}
