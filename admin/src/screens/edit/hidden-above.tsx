/** What a thing stands below may be seen by fewer than its own fields say: then its screen says so. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { editAddress } from '../../fields/edit-address.js';
import { shownValue } from '../../fields/field-value.js';
import { words } from '../../words/en.js';

const aboveQuery = graphql(`
  query VisibilityAbove($product: String!, $version: String!, $hasVersion: Boolean!) {
    product: curationByPath(kind: PRODUCT, path: $product) {
      fields {
        field
        effective
      }
    }
    version: curationByPath(kind: VERSION, path: $version) @include(if: $hasVersion) {
      fields {
        field
        effective
      }
    }
  }
`);

interface Fields {
  readonly fields: readonly { readonly field: string; readonly effective: unknown }[];
}

const visibilityOf = (thing: Fields | null | undefined): unknown =>
  thing?.fields.find(({ field }) => field === 'visibility')?.effective ?? 'PUBLIC';

export interface HiddenAboveProps {
  /** Slug. */
  readonly product: string;
  /** Slug of the version above; of a version there is none. */
  readonly version?: string;
}

export function HiddenAbove({ product, version }: HiddenAboveProps): JSX.Element[] {
  const path = `${product}/${version ?? ''}`;
  const { data, isPlaceholderData } = useAsk(aboveQuery, {
    ...{ product, version: path, hasVersion: version !== undefined },
  });
  if (data === undefined || isPlaceholderData) return [];
  const above: readonly (readonly [SubjectKind, string, unknown])[] = [
    ['PRODUCT', product, visibilityOf(data.product)],
    ['VERSION', path, visibilityOf(data.version)],
  ];
  return above
    .filter(([, , visibility]) => visibility !== 'PUBLIC')
    .map(([kind, where, visibility]) => (
      <p key={kind} className="notice">
        {words.edit.seenAbove(words.subjects[kind], shownValue('visibility', visibility))}{' '}
        <Link to={editAddress(kind, where)}>{where}</Link>
      </p>
    ));
}
