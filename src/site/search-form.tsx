/** The search box with its filters; all state is in the address. */
import type { JSX } from 'preact';
import type { Named } from './operations.js';

export interface SearchFormProps {
  readonly query: string;
  readonly product: string | undefined;
  readonly version: string | undefined;
  readonly products: readonly Named[];
  /** Versions to offer while typing; those of the product that is chosen. */
  readonly versions?: readonly string[];
}

export function SearchForm({ query, product, version, products, versions }: SearchFormProps): JSX.Element {
  const isListed = product === undefined || products.some(({ slug }) => slug === product);
  return (
    <form class="search" action="/" method="get" role="search">
      <label class="words">
        <span class="hidden">Search the library</span>
        <input type="search" name="q" value={query} placeholder="A command, an error, a question" autocomplete="off" />
      </label>
      <button type="submit">Search</button>
      <div class="filters">
        <label>
          Product{' '}
          <select name="product">
            <option value="">All products</option>
            {!isListed && (
              <option value={product} selected>
                {product}
              </option>
            )}
            {products.map(({ slug, name }) => (
              <option value={slug} selected={slug === product}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Version{' '}
          <input name="version" value={version ?? ''} placeholder="any, or latest" list="versions" size={14} autocomplete="off" />
        </label>
        <datalist id="versions">
          {['latest', ...(versions ?? [])].map((label) => (
            <option value={label} />
          ))}
        </datalist>
      </div>
    </form>
  );
}
