/** What the words of a query name, in words for pages and for Markdown. */
import type { SearchData } from './operations/search-page.js';

interface NamedParts {
  /** `Kite 5.0 and Reel` */
  readonly first: string;
  /** A sentence for each version that a named product does not have. */
  readonly absent: readonly string[];
}

export function namedParts({ products, versions }: NonNullable<SearchData['search']['namedScope']>): NamedParts {
  const names = products.map(({ slug, name }) => {
    const labels = versions.flatMap(({ product, served }) => (product?.slug === slug && served ? [served.label] : []));
    return labels.length === 0 ? name : `${name} ${[...new Set(labels)].join(', ')}`;
  });
  const absent = versions.flatMap(({ requested, product, served }) =>
    served === null ? [`${product?.name ?? 'The library'} has no version “${requested}” here.`] : [],
  );
  return { first: names.join(' and '), absent };
}
