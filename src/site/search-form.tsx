/** The search box with its filters; all state is in the address. */
import type { JSX } from 'preact';
import type { FrameData } from './operations/frame.js';

interface SearchFormProps {
  readonly query: string;
  readonly product: string | undefined;
  readonly version: string | undefined;
  readonly products: FrameData['products'];
  /** Versions to offer while typing; those of the product that is chosen. */
  readonly versions?: readonly string[];
}

export function SearchForm({ query, product, version, products, versions }: SearchFormProps): JSX.Element {
  return (
    <form class="search" action="/" method="get" role="search">
      <label class="words">
        <span class="hidden">Search the library</span>
        <input type="search" name="q" value={query} placeholder="A command, an error, a question" autocomplete="off" />
      </label>
      <button type="submit">Search</button>
      <div class="filters">
        <label>
          Product <ProductField product={product} products={products} />
        </label>
        <label>
          Version{' '}
          <input
            name="version"
            value={version ?? ''}
            placeholder="any, or latest"
            list="versions"
            size={14}
            autocomplete="off"
          />
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

/** A list when it can hold every product, else a field that suggests the first ones and takes any name. */
function ProductField({ product, products }: Pick<SearchFormProps, 'product' | 'products'>): JSX.Element {
  const { nodes, totalCount } = products;
  const options = nodes.map(({ slug, name }) => (
    <option value={slug} selected={slug === product}>
      {name}
    </option>
  ));
  if (totalCount > nodes.length) {
    return (
      <>
        <input name="product" value={product ?? ''} placeholder="any" list="products" size={18} autocomplete="off" />
        <datalist id="products">{options}</datalist>
      </>
    );
  }
  const isListed = product === undefined || nodes.some(({ slug }) => slug === product);
  return (
    <select name="product">
      <option value="">All products</option>
      {!isListed && (
        <option value={product} selected>
          {product}
        </option>
      )}
      {options}
    </select>
  );
}
