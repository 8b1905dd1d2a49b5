/** Cursors: opaque texts that hold what their list goes on from, and are bound to it and its order. */
import { createHash } from 'node:crypto';
import { BadInputError } from '../errors.js';

/** A list in an order, as its cursors know it. */
export interface CursorList {
  /** Names it among all lists of the API. */
  readonly name: string;
  /** The thing whose list it is; none for those of the library. */
  readonly of?: string | number;
  readonly order: { readonly name: string };
}

export function digestOf({ name, of, order }: CursorList): string {
  return createHash('sha256')
    .update(JSON.stringify([name, of ?? null, order.name]))
    .digest('base64url')
    .slice(0, 8);
}

/** @param bound the {@link digestOf} its list. */
export function cursorOf(bound: string, keys: readonly string[]): string {
  return Buffer.from(JSON.stringify([bound, ...keys])).toString('base64url');
}

/**
 * What a cursor of the list holds; null if there is none.
 * @param areKeys whether it can be what this list puts into its cursors.
 * @throws BadInputError when it is no cursor, or one of another list or order.
 */
export function keysOf<Keys extends readonly string[]>(
  list: CursorList,
  areKeys: (keys: readonly unknown[]) => keys is Keys,
  field: 'after' | 'before',
  cursor: string | null | undefined,
): Keys | null {
  if (cursor == null) return null;
  const [bound, ...keys] = decoded(cursor);
  if (bound === digestOf(list) && areKeys(keys)) return keys;
  const isCursor = typeof bound === 'string' && keys.length > 0;
  throw new BadInputError(
    isCursor
      ? `\`${field}\` is a cursor of another list or order; use one that this list gave in the same order.`
      : `"${cursor.slice(0, 100)}" is not a cursor; use \`endCursor\` or \`startCursor\` of a page of this list.`,
    { field },
  );
}

/** Empty if it is no cursor. */
function decoded(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
