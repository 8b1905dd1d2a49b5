/** What a scope limits, by the names that filters within a query have. */
import type { FilterField } from './query.js';
import type { ScopeRequest } from './request.js';

export const scopeKeys: Readonly<Record<FilterField, keyof ScopeRequest>> = {
  vendor: 'vendors',
  product: 'products',
  version: 'versions',
  kind: 'kinds',
  document: 'documents',
  language: 'languages',
};

export function scopeWithout(scope: ScopeRequest, field: FilterField | null): ScopeRequest {
  return field === null ? scope : { ...scope, [scopeKeys[field]]: [] };
}
