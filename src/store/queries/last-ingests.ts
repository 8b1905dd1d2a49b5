/** When documents below something were read last. */
import type { Queryable } from '../queryable.js';
import type { Of } from './catalogue.js';
import { isListed } from './visibility.js';

export type Holder = 'vendor' | 'product' | 'version';

const holderIds: Readonly<Record<Holder, string>> = { vendor: 'p.vendor_id', product: 'v.product_id', version: 'v.id' };

/** Of published documents in published versions; what holds none is left out. */
export function lastIngests(
  db: Queryable,
  holder: Holder,
  ids: readonly string[],
): Promise<Of<string, { readonly ingestedAt: Date }>[]> {
  const id = holderIds[holder];
  return db.query(
    `SELECT ${id} AS "parentId", max(d.ingested_at) AS "ingestedAt"
     FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
     WHERE ${id} = ANY ($1::uuid[]) AND ${isListed('d')} AND ${isListed('v')} GROUP BY 1`,
    [ids],
  );
}
