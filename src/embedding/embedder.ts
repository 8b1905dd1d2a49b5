/** The seam between text and vectors; everything that embeds goes through it. */

/** What a vector depends on. Two vectors may be compared only if `id` is the same. */
export interface EmbeddingModel {
  /** Stable name stored with the library, e.g. `gte-small-int8`; changes whenever the numbers would. */
  readonly id: string;
  /** Length of every vector. */
  readonly dimensions: number;
  /** Longest input in the model's own tokens; longer text is cut at the end. */
  readonly maxTokens: number;
  /**
   * From which sum of cosine and coverage on hits are relevant, as measured where the model comes from; absent for models that
   * nobody measured. What a library measured itself goes before it.
   */
  readonly relevanceThreshold?: number;
  /** The only writing that it was trained on; absent for models of many, and where nobody knows. */
  readonly script?: 'Latin';
}

export interface Embedder {
  readonly model: EmbeddingModel;
  /** Holds the `tokenizer.json` that passages are measured with: the model's own, else the default model's. */
  readonly tokenizerFolder: string;
  /**
   * Vector of a user's words, L2-normalised. Overtakes passage work that is already queued.
   * @throws EmbeddingUnavailableError
   */
  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array>;
  /**
   * One L2-normalised vector per text, in order. A vector depends on its text alone.
   * @throws EmbeddingUnavailableError
   */
  embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** Waits for nothing: pending work is rejected, processes end. */
  close(): Promise<void>;
}
