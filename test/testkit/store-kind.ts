/** Which Postgres the tests of this run are about; see the projects in jest.config.js. */
export type StoreKind = 'embedded' | 'server';

export const storeKind: StoreKind = (globalThis as { mcdeweyStore?: StoreKind }).mcdeweyStore ?? 'embedded';
