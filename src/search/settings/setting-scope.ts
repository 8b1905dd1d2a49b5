/** Which searches a rule or a synonym is about: those that are limited to its scope, or to a part of it. */

/** What a search is limited to, by slugs; null where nothing limits it. */
export interface ScopeSlugs {
  readonly vendors: readonly string[] | null;
  readonly products: readonly string[] | null;
  /** `product/version` of versions that answer. */
  readonly versions: readonly string[] | null;
  readonly kinds: readonly string[] | null;
}

export const unlimited: ScopeSlugs = { vendors: null, products: null, versions: null, kinds: null };

/** Slugs; null for no limit. */
export interface SettingScope {
  readonly vendor: string | null;
  readonly product: string | null;
  /** Of the product. */
  readonly version?: string | null;
  readonly kind?: string | null;
}

function isLimitedTo(slugs: readonly string[] | null, slug: string | null): boolean {
  return slug === null || (slugs !== null && slugs.length > 0 && slugs.every((one) => one === slug));
}

export function isAboutScope({ vendor, product, version = null, kind = null }: SettingScope, to: ScopeSlugs): boolean {
  return (
    isLimitedTo(to.vendors, vendor) &&
    isLimitedTo(to.products, product) &&
    isLimitedTo(to.versions, version === null ? null : `${product ?? ''}/${version}`) &&
    isLimitedTo(to.kinds, kind)
  );
}
