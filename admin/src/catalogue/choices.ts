/** What the library holds, to choose from. */
import { useEffect, useState } from 'react';
import { graphql } from '../api/graphql.js';
import { useAsk } from '../api/use-ask.js';
import type { Choice, Choices } from '../ui/combobox.js';
import { words } from '../words/en.js';

const choicesQuery = graphql(`
  query CatalogueChoices(
    $contains: String!
    $product: String!
    $isVendor: Boolean!
    $isProduct: Boolean!
    $isVersion: Boolean!
  ) {
    vendors(first: 100, filter: { nameContains: $contains }, orderBy: { field: NAME }) @include(if: $isVendor) {
      totalCount
      nodes {
        slug
        name
      }
    }
    products(first: 100, filter: { nameContains: $contains }, orderBy: { field: NAME }) @include(if: $isProduct) {
      totalCount
      nodes {
        slug
        name
      }
    }
    versions(first: 100, filter: { labelContains: $contains, products: [$product] }) @include(if: $isVersion) {
      totalCount
      nodes {
        slug
        label
        preview
      }
    }
  }
`);

const nameQuery = graphql(`
  query CatalogueName(
    $slug: String!
    $product: String!
    $isVendor: Boolean!
    $isProduct: Boolean!
    $isVersion: Boolean!
  ) {
    vendor(slug: $slug) @include(if: $isVendor) {
      name
    }
    product(slug: $slug) @include(if: $isProduct) {
      name
    }
    ofProduct: product(slug: $product) @include(if: $isVersion) {
      version(label: $slug) {
        label
      }
    }
  }
`);

const languagesQuery = graphql(`
  query LanguageChoices {
    documentLanguages
  }
`);

/** Kinds of what is chosen: vendors, products, or the versions of a product. */
export type Chosen =
  { readonly kind: 'VENDOR' | 'PRODUCT' } | { readonly kind: 'VERSION'; /** Its slug. */ readonly product: string };

const variablesOf = (chosen: Chosen) => ({
  product: chosen.kind === 'VERSION' ? chosen.product : '',
  isVendor: chosen.kind === 'VENDOR',
  isProduct: chosen.kind === 'PRODUCT',
  isVersion: chosen.kind === 'VERSION',
});

export interface Found {
  /** At most 100; vendors and products by name, versions newest first. */
  readonly choices: Choices;
  /** Those are all that fit. */
  readonly isWhole: boolean;
}

/** @param contains stands in the name or label, in any case. Null while it is asked for. */
export function useCatalogueChoices(chosen: Chosen, contains = '', enabled = true): Found | null {
  const { data } = useAsk(choicesQuery, { contains, ...variablesOf(chosen) }, { enabled });
  const named = data?.vendors ?? data?.products;
  if (named !== undefined) {
    const choices = named.nodes.map(({ slug, name }): Choice => [slug, name]);
    return { choices, isWhole: named.totalCount <= choices.length };
  }
  if (data?.versions === undefined) return null;
  const { nodes, totalCount } = data.versions;
  const choices = nodes.map(({ slug, label, preview }): Choice => [
    slug,
    preview ? words.lists.previewOf(label) : label,
  ]);
  return { choices, isWhole: totalCount <= choices.length };
}

/** Those that hold what is typed by now; what was found may be for less of it. */
export function fittingChoices(choices: Choices, typed: string): Choices {
  const part = typed.trim().toLowerCase();
  return choices.filter(([, name]) => name.toLowerCase().includes(part));
}

/** How the one with that slug is named; the slug, while that is not known. */
export function useCatalogueName(chosen: Chosen, slug: string, enabled: boolean): string {
  const options = { enabled: enabled && slug !== '' };
  const { data, isPlaceholderData } = useAsk(nameQuery, { slug, ...variablesOf(chosen) }, options);
  if (slug === '' || isPlaceholderData) return slug;
  return data?.vendor?.name ?? data?.product?.name ?? data?.ofProduct?.version?.label ?? slug;
}

/** The text, once it has stayed the same for a moment: so that not every key asks. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, 150);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}

/** @param none names those that state no language; it can always be chosen, for it may be what was chosen before. */
export function useLanguageChoices(none: Choices): Choices {
  const { data } = useAsk(languagesQuery, {});
  const stated = (data?.documentLanguages ?? []).filter((language) => language !== '');
  return [...none, ...stated.map((language): Choice => [language, language])];
}
