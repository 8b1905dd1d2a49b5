/** The filters and orders of the lists of vendors, products and versions, as their addresses hold them and as the API takes them. */
import type { Search } from './shown.js';

/** "NAME_ASC" as the API takes it. */
function orderOf<Field extends string>(
  order: string | undefined,
  fields: readonly [Field, ...Field[]],
): { field: Field; direction: 'ASC' | 'DESC' } {
  const field = fields.find((name) => order === `${name}_ASC` || order === `${name}_DESC`);
  if (field === undefined) return { field: fields[0], direction: 'ASC' };
  return { field, direction: order?.endsWith('_DESC') === true ? 'DESC' : 'ASC' };
}

export const vendorFilterOf = ({ q }: Search) => ({ ...(q !== undefined && { nameContains: q }) });

export const vendorOrderOf = (order: string | undefined) => orderOf(order, ['NAME', 'UPDATED_AT']);

export const productFilterOf = ({ q, vendor }: Search) => ({
  ...(q !== undefined && { nameContains: q }),
  ...(vendor !== undefined && { vendors: [vendor] }),
});

export const productOrderOf = (order: string | undefined) => orderOf(order, ['NAME', 'VENDOR', 'UPDATED_AT']);

/** States that are no matter of course. */
export const versionStates = ['HIDDEN', 'DRAFT', 'ARCHIVED'] as const;

export const versionFilterOf = ({ q, vendor, product, preview, state }: Search) => ({
  ...(q !== undefined && { labelContains: q }),
  ...(vendor !== undefined && { vendors: [vendor] }),
  ...(product !== undefined && { products: [product] }),
  ...(preview !== undefined && { preview: preview === 'yes' }),
  states: [versionStates.find((name) => name === state) ?? ('PUBLISHED' as const)],
});

export const versionOrderOf = (order: string | undefined) => orderOf(order, ['PRODUCT', 'RELEASED_ON', 'UPDATED_AT']);
