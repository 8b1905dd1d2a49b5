/** Asks the embedder for a query's vector, but not for longer than a search can wait. */
import type { Embedder } from '../embedding/embedder.js';
import { EmbeddingUnavailableError } from '../errors.js';
import { createCircuit } from './circuit.js';

/** A local model that shares its processors with an ingest needs a second at times. Milliseconds. */
const queryWithinMs = 4_000;

export function guardQueries(embedder: Embedder): Pick<Embedder, 'embedQuery' | 'model'> {
  const circuit = createCircuit({
    budgetMs: queryWithinMs,
    late: () => new EmbeddingUnavailableError('The embedding model did not answer in time.'),
    probe: (signal) => embedder.embedQuery('is it there', signal),
  });
  return {
    model: embedder.model,
    embedQuery: (text, signal) => circuit.run((limited) => embedder.embedQuery(text, limited), signal),
  };
}
