/** Makes a call of a mutation once, however often it is sent: the same key gives what the first call gave, for a day. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { types } from 'node:util';
import { getNullableType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { Caller } from '../caller.js';
import { BadInputError, ConflictError } from '../errors.js';
import { claimCall, forgetCall, keepResult, keptCall } from '../store/writes/idempotent-calls.js';
import type { RequestContext } from './context.js';
import { loadNode } from './load-node.js';
import { isNodeTypeName, type NodeId } from './node-id.js';

const [shortestKey, longestKey] = [16, 200];
/** Until a call is looked for again that another process makes. */
const againAfterMs = 100;

interface KeyedCall {
  readonly mutation: string;
  readonly payload: GraphQLObjectType;
  readonly key: string;
  /** The input without its key. */
  readonly input: unknown;
}

/** Whose keys these are: two callers may choose the same one. */
const nameOf = ({ kind, id, address }: Caller): string =>
  JSON.stringify([kind, id, id === null ? (address ?? null) : null]);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Results may hold secrets, such as new API keys: only who has the key of the call can read one. */
function cipherKeyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'result of a call', 32));
}

/** Dates stay dates; a payload that holds anything else than plain values could not be given again. */
function textOf(result: unknown): string {
  return JSON.stringify(result, function (this: Record<string, unknown>, name, value: unknown) {
    const own = this[name];
    if (typeof own === 'function') throw new TypeError(`"${name}" of a payload is a function and can't be kept.`);
    return types.isDate(own) ? { $date: own.toISOString() } : value;
  });
}

function resultOf(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    const date = (value as { readonly $date?: unknown } | null)?.$date;
    return typeof date === 'string' ? new Date(date) : value;
  });
}

function sealed(result: unknown, secret: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', cipherKeyOf(secret), nonce);
  const text = Buffer.concat([cipher.update(textOf(result), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

function unsealed(kept: Buffer, secret: string): unknown {
  const decipher = createDecipheriv('aes-256-gcm', cipherKeyOf(secret), kept.subarray(0, 12));
  decipher.setAuthTag(kept.subarray(12, 28));
  return resultOf(Buffer.concat([decipher.update(kept.subarray(28)), decipher.final()]).toString('utf8'));
}

/** What has an id of its own is shown as it is now. */
async function refreshed(result: unknown, payload: GraphQLObjectType, context: RequestContext): Promise<unknown> {
  const fresh: Record<string, unknown> = { ...(result as object) };
  for (const { name, type } of Object.values(payload.getFields())) {
    const thing = getNullableType(type);
    const row = fresh[name] as { readonly id?: string | number } | null | undefined;
    if (!isObjectType(thing) || !isNodeTypeName(thing.name) || row?.id === undefined) continue;
    fresh[name] = (await loadNode({ type: thing.name, key: row.id } as NodeId, context)) ?? row;
  }
  return fresh;
}

function check(key: string): void {
  if (key.length >= shortestKey && key.length <= longestKey) return;
  throw new BadInputError(
    `\`idempotencyKey\` has ${String(key.length)} characters; it must have ${String(shortestKey)} to ${String(longestKey)}.`,
    { field: 'idempotencyKey', limit: longestKey },
  );
}

const isRefused = (result: unknown): boolean =>
  ((result as { readonly userErrors?: readonly unknown[] }).userErrors ?? []).length > 0;

/**
 * A call that fails, or is refused, is not kept: it may be sent again.
 * @throws BadInputError; ConflictError when the key was used for another input.
 */
export async function once(
  { mutation, payload, key, input }: KeyedCall,
  context: RequestContext,
  make: () => Promise<unknown>,
): Promise<unknown> {
  check(key);
  const { dataSource } = context;
  const secret = JSON.stringify([nameOf(context.caller), mutation, key]);
  const call = { name: digest(secret), input: digest(JSON.stringify(input)), claim: randomUUID() };
  while (!(await claimCall(dataSource, call))) {
    const kept = await keptCall(dataSource, call.name);
    if (kept !== null && !kept.input.equals(call.input)) {
      throw new ConflictError(
        'This `idempotencyKey` was used for another input within the last day; choose a new one.',
        {
          field: 'idempotencyKey',
        },
      );
    }
    if (kept?.result != null) return refreshed(unsealed(kept.result, secret), payload, context);
    await wait(againAfterMs);
  }
  try {
    const result = await make();
    if (isRefused(result)) await forgetCall(dataSource, call);
    else await keepResult(dataSource, call, sealed(result, secret));
    return result;
  } catch (error) {
    await forgetCall(dataSource, call);
    throw error;
  }
}
