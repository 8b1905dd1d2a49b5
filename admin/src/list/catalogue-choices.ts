/** What the library holds, as choices of filters. */
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

const languagesQuery = graphql(`
  query LanguageChoices {
    documentLanguages
  }
`);

const versionsQuery = graphql(`
  query VersionChoices($product: String!) {
    product(slug: $product) {
      versions(first: 100) {
        nodes {
          slug
          label
        }
      }
    }
  }
`);

export type Choices = readonly (readonly [string, string])[];

export function useCatalogueChoices(): { readonly vendors: Choices; readonly products: Choices } {
  const { data } = useAsk(choicesQuery, {});
  const of = (nodes: readonly { slug: string; name: string }[] = []): Choices =>
    nodes.map(({ slug, name }) => [slug, name]);
  return { vendors: of(data?.vendors.nodes), products: of(data?.products.nodes) };
}

/** Those of a product, the newest first; none while no product is chosen. */
export function useVersionChoices(product: string | undefined): Choices {
  const { data } = useAsk(versionsQuery, { product: product ?? '' }, { enabled: product !== undefined });
  const versions = product === undefined ? undefined : data?.product?.versions;
  return (versions?.nodes ?? []).map(({ slug, label }) => [slug, label]);
}

/** @param none names those that state no language. */
export function useLanguageChoices(none: readonly [string, string]): Choices {
  const { data } = useAsk(languagesQuery, {});
  return (data?.documentLanguages ?? []).map((language) => (language === '' ? none : [language, language]));
}
