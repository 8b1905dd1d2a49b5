/** Embeds each text once, even when several documents bring it at the same moment. */
import type { Embedder } from '../../embedding/embedder.js';

export interface EmbedOnce {
  /** @param texts by passage hash. */
  embed(texts: ReadonlyMap<string, string>, signal?: AbortSignal): Promise<Map<string, Float32Array>>;
}

/** Remembers only what is being embedded right now; what is stored is the store's to know. */
export function createEmbedOnce(embedder: Embedder): EmbedOnce {
  const underway = new Map<string, Promise<Float32Array>>();
  return {
    async embed(texts, signal) {
      const fresh = [...texts].filter(([hash]) => !underway.has(hash));
      const batch = embedder.embedPassages(
        fresh.map(([, text]) => text),
        signal,
      );
      fresh.forEach(([hash], at) => {
        const vector = batch.then((vectors) => {
          const found = vectors[at];
          if (found === undefined) throw new Error('the embedder gave fewer vectors than texts');
          return found;
        });
        vector.catch(() => undefined).finally(() => underway.delete(hash));
        underway.set(hash, vector);
      });
      const wanted = [...texts.keys()].map(async (hash) => {
        const vector = await underway.get(hash);
        if (vector === undefined) throw new Error('a vector was asked for after it had been handed out');
        return [hash, vector] as const;
      });
      return new Map(await Promise.all(wanted));
    },
  };
}
