/** Marks fields that not everybody may use. The schema asks before it resolves them (`graphql/guard-schema.ts`). */
import { Extensions } from 'type-graphql';
import type { Action } from '../access/may.js';

/** Decorator of a query, mutation, subscription or field: what the caller must be allowed to do. */
export function Restricted(action: Action): MethodDecorator & PropertyDecorator {
  return Extensions({ action });
}
