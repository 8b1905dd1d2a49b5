/** Which version of a product may count as its latest, and which does where nobody said so. */
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { words } from '../../words/en.js';
import type { FieldOptions } from './field-row.js';
import type { Standing } from './operations.js';

const versionsQuery = graphql(`
  query LatestOptions($product: String!) {
    product(slug: $product) {
      latestVersion {
        label
      }
      versions(first: 100) {
        nodes {
          slug
          label
          preview
        }
      }
    }
  }
`);

/** Of a product; before its versions are known there are none, and the value is written as it is. */
export function useLatestOptions({ kind, path, fields }: Standing): FieldOptions | undefined {
  const product = kind === 'PRODUCT' ? path : undefined;
  const { data } = useAsk(versionsQuery, { product: product ?? '' }, { enabled: product !== undefined });
  const versions = product === undefined ? undefined : data?.product?.versions.nodes;
  if (versions === undefined || versions.length === 0) return undefined;
  const isChosen = fields.some(({ field, isOverridden }) => field === 'latest' && isOverridden);
  return {
    choices: versions.map(({ slug, label, preview }) => [slug, preview ? words.edit.previewOf(label) : label]),
    otherwise: words.edit.newest(isChosen ? null : (data?.product?.latestVersion?.label ?? null)),
  };
}
