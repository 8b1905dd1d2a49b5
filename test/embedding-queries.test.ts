import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { withCachedQueries } from '../src/embedding/cached-queries.js';
import { createEmbedder } from '../src/embedding/create-embedder.js';
import type { Embedder } from '../src/embedding/embedder.js';
import { createHashingEmbedder } from '../src/embedding/hashing-embedder.js';
import { CancelledError, ConfigError } from '../src/errors.js';

const logger = pino({ level: 'silent' });
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);

describe('cached queries', () => {
  function counting(): { embedder: Embedder; asked: string[]; failNext: () => void } {
    const asked: string[] = [];
    let failing = false;
    const hashing = createHashingEmbedder();
    const embedder: Embedder = {
      ...hashing,
      embedQuery(text) {
        asked.push(text);
        const fail = failing;
        failing = false;
        return fail ? Promise.reject(new Error('down')) : hashing.embedQuery(text);
      },
    };
    return { embedder, asked, failNext: () => (failing = true) };
  }

  test('embed a repeated query once, also when asked at the same time', async () => {
    const { embedder, asked } = counting();
    const cached = withCachedQueries(embedder);
    const [first, second] = await Promise.all([cached.embedQuery('vlan'), cached.embedQuery('vlan')]);
    expect(await cached.embedQuery('vlan')).toEqual(first);
    expect(second).toEqual(first);
    expect(asked).toEqual(['vlan']);
  });

  test('forget the query that was not used for longest', async () => {
    const { embedder, asked } = counting();
    const cached = withCachedQueries(embedder, 2);
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.embedQuery(text);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  test('do not keep failures', async () => {
    const { embedder, failNext } = counting();
    const cached = withCachedQueries(embedder);
    failNext();
    await expect(cached.embedQuery('vlan')).rejects.toThrow('down');
    expect(await cached.embedQuery('vlan')).toHaveLength(64);
  });

  test('are not spoiled by a caller that changes its vector', async () => {
    const cached = withCachedQueries(createHashingEmbedder());
    const vector = await cached.embedQuery('vlan');
    const before = vector.slice();
    vector.fill(0);
    expect(await cached.embedQuery('vlan')).toEqual(before);
  });

  test('one caller’s abort leaves the other its answer', async () => {
    const cached = withCachedQueries(createHashingEmbedder());
    const caller = new AbortController();
    const leaving = cached.embedQuery('vlan', caller.signal);
    const staying = cached.embedQuery('vlan');
    caller.abort();
    await expect(leaving).rejects.toBeInstanceOf(CancelledError);
    expect(await staying).toHaveLength(64);
  });
});

describe('the hashing embedder', () => {
  test('puts texts with shared words near each other, whatever their case', async () => {
    const embedder = createHashingEmbedder({ dimensions: 256 });
    const query = await embedder.embedQuery('Reset the ADMIN password');
    const [near, far] = await embedder.embedPassages(['password reset for the admin', 'chassis weight and dimensions']);
    expect(cosine(query, near ?? query)).toBeGreaterThan(0.6);
    expect(cosine(query, far ?? query)).toBeLessThan(0.4);
  });

  test('is deterministic and normalised, also for a text without words', async () => {
    const [first] = await createHashingEmbedder().embedPassages(['show running-config']);
    const [again, empty] = await createHashingEmbedder().embedPassages(['show running-config', '…']);
    expect(again).toEqual(first);
    expect(Math.hypot(...(first ?? []))).toBeCloseTo(1, 5);
    expect(Math.hypot(...(empty ?? []))).toBe(1);
  });
});

describe('createEmbedder', () => {
  test('chooses hashing by name, with the default model’s tokenizer', async () => {
    const embedder = await createEmbedder({ model: 'hashing' }, logger);
    expect(embedder.model.id).toBe('hashing-64');
    expect(embedder.tokenizerFolder).toMatch(/gte-small$/);
    await embedder.close();
  });

  test('wants a model’s name for an endpoint', async () => {
    await expect(createEmbedder({ url: 'http://127.0.0.1:9/v1' }, logger)).rejects.toBeInstanceOf(ConfigError);
  });
});
