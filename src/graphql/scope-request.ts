/** A scope as a client writes it, for the search. */
import type { ScopeInput } from '../schema/search.js';
import type { ScopeRequest } from '../search/request.js';

export function scopeRequest({ vendors, products, versions, kinds }: ScopeInput): ScopeRequest {
  return {
    ...(vendors && { vendors }),
    ...(products && { products }),
    ...(versions && { versions }),
    ...(kinds && { kinds }),
  };
}
