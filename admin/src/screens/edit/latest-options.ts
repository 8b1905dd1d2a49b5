/** Which version of a product may count as its latest, and which does where nobody said so. */
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { words } from '../../words/en.js';
import type { FieldOptions } from './field-row.js';
import type { Standing } from './operations.js';

const latestQuery = graphql(`
  query LatestOf($product: String!) {
    product(slug: $product) {
      latestVersion {
        label
      }
    }
  }
`);

/** Of a product; other things have none. */
export function useLatestOptions({ kind, path, fields }: Standing): FieldOptions | undefined {
  const product = kind === 'PRODUCT' ? path : undefined;
  const { data } = useAsk(latestQuery, { product: product ?? '' }, { enabled: product !== undefined });
  if (product === undefined) return undefined;
  const isChosen = fields.some(({ field, isOverridden }) => field === 'latest' && isOverridden);
  return {
    chosen: { kind: 'VERSION', product },
    otherwise: words.edit.newest(isChosen ? null : (data?.product?.latestVersion?.label ?? null)),
  };
}
