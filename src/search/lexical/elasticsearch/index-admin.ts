/** Makes, names, swaps and removes indexes of passages. */
import type { Client } from '@elastic/elasticsearch';
import { statusOf, unavailable } from './client.js';
import { indexDefinition } from './index-definition.js';

/** Names in Elasticsearch that belong to one library. */
export interface IndexNames {
  /** Alias that searches go to. */
  readonly search: string;
  readonly synonyms: string;
  /** Name for a new index; sorts by time. */
  fresh(now: Date): string;
  /** Whether an index is one of this library's. */
  owns(index: string): boolean;
  /** Alias that writes to an index go to: writes demand an alias, so that a lost index is noticed and not made up. */
  writes(index: string): string;
}

export function indexNames(prefix: string): IndexNames {
  return {
    search: `${prefix}-passages`,
    synonyms: `${prefix}-synonyms`,
    fresh: (now) => `${prefix}-passages-${now.toISOString().replace(/\D/g, '').slice(0, 17)}`,
    owns: (index) => index.startsWith(`${prefix}-passages-`),
    writes: (index) => `${index}-writes`,
  };
}

export interface IndexAdmin {
  /** Harmless when the index is there. */
  create(index: string): Promise<void>;
  exists(index: string): Promise<boolean>;
  /** The index that searches go to. */
  served(): Promise<string | null>;
  /** Sends searches to another index, at one stroke. */
  serve(index: string): Promise<void>;
  /** Passages that an index, or the one behind an alias, holds. */
  count(index: string): Promise<number>;
  /** Makes what was written visible to searches. */
  refresh(index: string): Promise<void>;
  /** Harmless when the index is gone. */
  remove(index: string): Promise<void>;
  /** Removes all indexes of this library and its set of synonyms. */
  removeAll(): Promise<void>;
  /** Solr's form, one rule each, such as `ap, access point`. Searches know them from then on. */
  setSynonyms(rules: readonly string[]): Promise<void>;
}

/** Every method throws IndexUnavailableError when Elasticsearch does not do it. */
export function createIndexAdmin(client: Client, names: IndexNames): IndexAdmin {
  async function ask<Result>(request: () => Promise<Result>): Promise<Result> {
    try {
      return await request();
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** An index can't be made before its set of synonyms. */
  async function ensureSynonyms(): Promise<void> {
    try {
      await client.synonyms.getSynonym({ id: names.synonyms, size: 1 });
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await client.synonyms.putSynonym({ id: names.synonyms, synonyms_set: [] });
    }
  }

  async function served(): Promise<string | null> {
    try {
      return Object.keys(await client.indices.getAlias({ name: names.search }))[0] ?? null;
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  async function create(index: string): Promise<void> {
    if (await client.indices.exists({ index })) return;
    await ensureSynonyms();
    try {
      await client.indices.create({
        index,
        ...indexDefinition(names.synonyms),
        aliases: { [names.writes(index)]: {} },
      });
    } catch (error) {
      // Another process was faster.
      if (!(await client.indices.exists({ index }))) throw error;
    }
  }

  return {
    create: (index) => ask(() => create(index)),
    exists: (index) => ask(() => client.indices.exists({ index })),
    served: () => ask(served),
    serve: (index) =>
      ask(async () => {
        const before = await served();
        if (before === index) return;
        await client.indices.updateAliases({
          actions: [
            ...(before === null ? [] : [{ remove: { index: before, alias: names.search, must_exist: true } }]),
            { add: { index, alias: names.search } },
          ],
        });
      }),
    count: (index) => ask(async () => (await client.count({ index })).count),
    refresh: (index) =>
      ask(async () => {
        await client.indices.refresh({ index });
      }),
    remove: (index) =>
      ask(async () => {
        await client.indices.delete({ index, ignore_unavailable: true });
      }),
    removeAll: () =>
      ask(async () => {
        const indexes = Object.keys(await client.indices.get({ index: `${names.search}-*` }));
        if (indexes.length > 0) await client.indices.delete({ index: indexes });
        await client.synonyms.deleteSynonym({ id: names.synonyms }, { ignore: [404] });
      }),
    setSynonyms: (rules) =>
      ask(async () => {
        await client.synonyms.putSynonym({
          id: names.synonyms,
          synonyms_set: rules.map((synonyms, at) => ({ id: String(at + 1), synonyms })),
        });
      }),
  };
}
