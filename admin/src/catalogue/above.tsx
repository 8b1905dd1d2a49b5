/** What a thing stands below, by the names that people know. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql } from '../api/graphql.js';
import { useAsk } from '../api/use-ask.js';

const aboveQuery = graphql(`
  query Above($product: String!, $version: String!, $hasVersion: Boolean!) {
    product(slug: $product) {
      name
      vendor {
        slug
        name
      }
      version(label: $version) @include(if: $hasVersion) {
        label
      }
    }
  }
`);

export interface Above {
  readonly vendor: { readonly slug: string; readonly name: string } | null;
  readonly product: string;
  readonly version: string;
}

/** Null until it is known. Slugs stand for names that the library does not tell, as those of what is hidden. */
export function useAbove(product: string, version = ''): Above | null {
  const { data, isPlaceholderData } = useAsk(aboveQuery, { product, version, hasVersion: version !== '' });
  if (data === undefined || isPlaceholderData) return null;
  const { product: named } = data;
  return { vendor: named?.vendor ?? null, product: named?.name ?? product, version: named?.version?.label ?? version };
}

interface TrailProps {
  readonly above: Above | null;
  /** Slugs of what it stands below; of a product, there is none but the vendor. */
  readonly product?: string;
  readonly version?: string;
}

export function Trail({ above, product, version }: TrailProps): JSX.Element | null {
  if (above === null) return null;
  return (
    <>
      {above.vendor !== null && (
        <>
          ·{' '}
          <Link to="/vendors/$vendor" params={{ vendor: above.vendor.slug }} dir="auto">
            {above.vendor.name}
          </Link>{' '}
        </>
      )}
      {product !== undefined && (
        <>
          ·{' '}
          <Link to="/products/$product" params={{ product }} dir="auto">
            {above.product}
          </Link>{' '}
        </>
      )}
      {product !== undefined && version !== undefined && (
        <>
          ·{' '}
          <Link to="/versions/$product/$version" params={{ product, version }} dir="auto">
            {above.version}
          </Link>
        </>
      )}
    </>
  );
}
