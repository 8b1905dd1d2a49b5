/** Names of products: believed for a while unless asking failed, and which of those that are named may be seen. */
import { describe, expect, jest, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { NamedProduct } from '../src/search/names-in-words.js';
import { createProductNames, type ProductNames } from '../src/search/product-names.js';

const product = (id: string) => ({ id, slug: id, name: id, aliases: [], vendorId: 'acme' });

function namesOver(...answers: (() => Promise<readonly object[]>)[]) {
  const query = jest.fn<(sql: string, parameters?: readonly unknown[]) => Promise<readonly object[]>>();
  for (const answer of answers) query.mockImplementationOnce(answer);
  const frequencies = () => Promise.resolve({ isOrdinary: () => false });
  const names: ProductNames = createProductNames({ query } as unknown as DataSource, frequencies);
  return { names, query };
}

test('names that could not be read are asked for again, those that were read are believed', async () => {
  const products = [product('kite')];
  const { names, query } = namesOver(
    () => Promise.reject(new Error('away')),
    () => Promise.resolve(products),
  );
  await expect(names.products()).rejects.toThrow('away');
  for (let nth = 0; nth < 3; nth += 1) expect(await names.products()).toEqual(products);
  expect(query).toHaveBeenCalledTimes(2);
});

describe('of what is named', () => {
  const [kite, drum] = [product('kite'), product('drum')];
  const named: readonly NamedProduct[] = [
    { product: kite, from: 0, to: 1 },
    { product: drum, from: 2, to: 3 },
    { product: kite, from: 4, to: 5 },
  ];

  test('products that are not open are left out, each asked for once', async () => {
    const { names, query } = namesOver(() => Promise.resolve([{ id: 'kite' }]));
    expect(await names.open(named)).toEqual([named[0], named[2]]);
    expect(query.mock.calls.map(([, parameters]) => parameters)).toEqual([[['kite', 'drum']]]);
  });

  test('nothing is asked where nothing is named, and one product is asked for like several', async () => {
    const { names, query } = namesOver(() => Promise.resolve([]));
    expect(await names.open([])).toEqual([]);
    expect(query).not.toHaveBeenCalled();
    expect(await names.open(named.slice(1, 2))).toEqual([]);
  });
});
