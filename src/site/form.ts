/** What the routes that take forms share. */
import type { Request } from 'express';
import type { OperationError } from '../executor.js';

/** What somebody can put right themselves; anything else is a failure of the page. */
export const expectedFailures = new Set(['BAD_INPUT', 'CONFLICT', 'FORBIDDEN', 'THROTTLED', 'UNAUTHENTICATED']);

/** A field of a form; undefined when it is empty. */
export function fieldOf({ body }: Request, name: string): string | undefined {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Status of the page that says what is wrong with a form. */
export function statusOf({ code }: OperationError): number {
  return code === 'THROTTLED' ? 429 : 400;
}
