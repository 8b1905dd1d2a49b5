/** Where nothing has an address: goes on to what had it before, or is known by these names, and says so where there is none. */
import { Navigate } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { editAddress } from '../../fields/edit-address.js';
import { Answer } from '../../ui/answer.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';

const elsewhereQuery = graphql(`
  query Elsewhere(
    $first: String!
    $second: String!
    $path: String!
    $isVendor: Boolean!
    $isProduct: Boolean!
    $isVersion: Boolean!
    $isDocument: Boolean!
  ) {
    vendor(slug: $first) @include(if: $isVendor) {
      slug
    }
    product(slug: $first) @include(if: $isProduct) {
      slug
    }
    holder: product(slug: $first) @include(if: $isVersion) {
      version(label: $second) {
        slug
        product {
          slug
        }
      }
    }
    documentByPath(path: $path) @include(if: $isDocument) {
      slug
      version {
        slug
        product {
          slug
        }
      }
    }
  }
`);

/** The path by now; null where the names lead nowhere. */
function pathNow({ vendor, product, holder, documentByPath }: ResultOf<typeof elsewhereQuery>): string | null {
  if (vendor) return vendor.slug;
  if (product) return product.slug;
  if (holder?.version) return [holder.version.product.slug, holder.version.slug].join('/');
  if (!documentByPath) return null;
  const { version, slug } = documentByPath;
  return [version.product.slug, version.slug, slug].join('/');
}

export interface ElsewhereProps {
  readonly kind: SubjectKind;
  /** Slugs joined by `/`; nothing has it. */
  readonly path: string;
  readonly trail: ReactNode;
}

export function Elsewhere({ kind, path, trail }: ElsewhereProps): JSX.Element {
  const [first = '', second = ''] = path.split('/');
  const query = useAsk(elsewhereQuery, {
    ...{ first, second, path },
    ...{ isVendor: kind === 'VENDOR', isProduct: kind === 'PRODUCT' },
    ...{ isVersion: kind === 'VERSION', isDocument: kind === 'DOCUMENT' },
  });
  return (
    <Answer of={query}>
      {(found) => {
        const now = query.isPlaceholderData ? null : pathNow(found);
        // With what is asked for in the address: the place in a list, a language.
        if (now !== null && now !== path)
          return <Navigate to={editAddress(kind, now)} search={true as never} replace />;
        return (
          <Screen title={words.edit.notThere} trail={trail}>
            <p>{words.edit.notThereText}</p>
          </Screen>
        );
      }}
    </Answer>
  );
}
