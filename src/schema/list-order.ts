/** In what order lists come: what each can be ordered by, and which way. */
import { Field, InputType, registerEnumType, type ClassType } from 'type-graphql';
import type { documentOrders } from '../store/queries/document-lists.js';
import type { ingestSourceOrders } from '../store/queries/ingest-sources.js';
import type { jobOrders } from '../store/queries/jobs.js';
import type { productOrders, vendorOrders } from '../store/queries/catalogue-lists.js';

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which way a list runs.',
  valuesConfig: {
    ASC: { description: 'From small to great, from old to new, from A to Z.' },
    DESC: { description: 'From great to small, from new to old, from Z to A.' },
  },
});

/** What a client asks for. */
export interface Order<OrderedBy extends string> {
  field: OrderedBy;
  direction: keyof typeof OrderDirection;
}

/** The input `<noun>Order` and the enum `<noun>OrderField`; descriptions of fields complete "By …". */
function createOrder<OrderedBy extends string>(
  noun: string,
  fields: Readonly<Record<OrderedBy, string>>,
): ClassType<Order<OrderedBy>> {
  const names = Object.keys(fields) as OrderedBy[];
  const Fields = Object.fromEntries(names.map((name) => [name, name]));
  registerEnumType(Fields, {
    name: `${noun}OrderField`,
    description: `What a list of ${noun} nodes can be ordered by.`,
    valuesConfig: Object.fromEntries(names.map((name) => [name, { description: `By ${fields[name]}.` }])),
  });
  @InputType(`${noun}Order`, { description: `In what order a list of ${noun} nodes comes.` })
  class OrderInput implements Order<OrderedBy> {
    @Field(() => Fields, { description: 'What it is ordered by.' })
    field!: OrderedBy;

    @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
    direction!: keyof typeof OrderDirection;
  }
  return OrderInput;
}

/** Lists of versions are put in order outside the database, by `version-order.ts`. */
export type VersionOrderField = 'PRODUCT' | 'RELEASED_ON' | 'UPDATED_AT';

export const VendorOrder = createOrder<keyof typeof vendorOrders>('Vendor', {
  SLUG: 'slug',
  NAME: 'name',
  UPDATED_AT: 'when it was changed last',
});

export const ProductOrder = createOrder<keyof typeof productOrders>('Product', {
  SLUG: 'slug',
  NAME: 'name',
  VENDOR: 'slug of the vendor',
  UPDATED_AT: 'when it was changed last',
});

export const VersionOrder = createOrder<VersionOrderField>('Version', {
  PRODUCT: 'slug of the product, and of each product newest first',
  RELEASED_ON: 'day of release; those without one stand first',
  UPDATED_AT: 'when it was changed last',
});

export const DocumentOrder = createOrder<keyof typeof documentOrders>('Document', {
  PATH: 'slug of the product, age of the version, slug of the document',
  TITLE: 'title',
  KIND: 'kind',
  UPDATED_AT: 'when it was changed last',
  INGESTED_AT: 'when it was ingested last',
  CHUNKS: 'number of chunks',
  PAGES_WITHOUT_TEXT: 'number of pages without usable text',
});

export const IngestJobOrder = createOrder<keyof typeof jobOrders>('IngestJob', {
  STARTED_AT: 'when it was started',
});

export const IngestSourceOrder = createOrder<keyof typeof ingestSourceOrders>('IngestSource', {
  CREATED_AT: 'when it was first ingested from',
  LOCATION: 'location',
});
