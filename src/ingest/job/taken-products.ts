/** Products of a source that the library has from another vendor: told once, and not for each of their files alone. */
import type { EntityManager } from 'typeorm';
import { SlugTakenError } from '../../errors.js';
import { slugOf } from '../../slug.js';
import { vendorNamesByProduct } from '../../store/queries/curation.js';
import type { RefusedDocument } from '../survey/survey-plan.js';

export interface TakenProduct {
  /** Slug. */
  readonly product: string;
  /** Name of the vendor that has it. */
  readonly vendorName: string;
  /** What to name as the vendor, so that the product is meant. */
  readonly vendor: string;
  /** Files of the source that are refused for it. */
  readonly files: number;
}

/** More are not told apart. */
const mostTold = 100;

export async function takenProducts(
  manager: EntityManager,
  refused: readonly RefusedDocument[],
): Promise<TakenProduct[]> {
  const taken = new Map<string, { readonly owner: string; files: number }>();
  for (const { document, error } of refused) {
    if (!(error instanceof SlugTakenError)) continue;
    const { product, vendor } = error.details as { readonly product: string; readonly vendor: string };
    const known = taken.get(product) ?? { owner: vendor, files: 0 };
    taken.set(product, { ...known, files: known.files + document.files.length });
  }
  const rows = await vendorNamesByProduct(manager, [...taken.keys()]);
  const names = new Map(rows.map(({ product, vendor }) => [product, vendor]));
  return [...taken].slice(0, mostTold).map(([product, { owner, files }]) => {
    const vendorName = names.get(product) ?? owner;
    // A vendor is found by the slug of its name; a curator may have given it another name.
    return { product, vendorName, vendor: slugOf(vendorName) === owner ? vendorName : owner, files };
  });
}
