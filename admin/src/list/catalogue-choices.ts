/** Vendors and products as choices of filters. */
import { graphql } from '../api/graphql.js';
import { useAsk } from '../api/use-ask.js';

const choicesQuery = graphql(`
  query CatalogueChoices {
    vendors(first: 100, orderBy: { field: NAME }) {
      nodes {
        slug
        name
      }
    }
    products(first: 100, orderBy: { field: NAME }) {
      nodes {
        slug
        name
      }
    }
  }
`);

type Choices = readonly (readonly [string, string])[];

export function useCatalogueChoices(): { readonly vendors: Choices; readonly products: Choices } {
  const { data } = useAsk(choicesQuery, {});
  const of = (nodes: readonly { slug: string; name: string }[] = []): Choices =>
    nodes.map(({ slug, name }) => [slug, name]);
  return { vendors: of(data?.vendors.nodes), products: of(data?.products.nodes) };
}
