/** Reads parameters of an address: each may be missing, repeated or nested, whatever a client sends. */
import type { Request } from 'express';

/** The trimmed text of a parameter; undefined when it is missing, empty or not a text. */
export function textParameter(request: Request, name: string): string | undefined {
  const value = request.query[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = typeof first === 'string' ? first.trim() : '';
  return text === '' ? undefined : text;
}

/** A whole number between the bounds; undefined when the parameter is none. */
export function numberParameter(request: Request, name: string, least: number, most: number): number | undefined {
  const text = textParameter(request, name);
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  return Math.min(most, Math.max(least, Number(text)));
}
