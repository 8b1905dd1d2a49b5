/**
 * Chunks per second of the local embedder, and its share of the floor: the same session run by hand in this process,
 * with the tokens already made. Ratios travel between machines, chunks per second don't.
 * Usage: node dist/bench/embedding.js [model] [texts per run]
 */

import { pino } from 'pino';
import { createLocalEmbedder } from '../src/embedding/local-embedder.js';
import { openLocalModel } from '../src/embedding/local-model.js';
import { createModelSession, runSession } from '../src/embedding/model-runner.js';
import { loadTokenizer } from '../src/embedding/model-tokenizer.js';

const WORDS = 'port link route peer frame queue table server client packet switch policy address session timer'.split(
  ' ',
);
const ROUNDS = 3;

const [name = 'gte-small', count = '64'] = process.argv.slice(2);
const texts = Number(count);
const model = await openLocalModel(name);
const tokenizer = await loadTokenizer(model.folder);

/** A text of `tokens` tokens, two of them special; each word above is one. */
function textOf(tokens: number, seed: number): string {
  return Array.from({ length: tokens - 2 }, (_, index) => WORDS[(seed * 7 + index * index) % WORDS.length]).join(' ');
}

/** Best of the rounds, in texts per second: noise of the machine only ever slows. */
async function speed(round: () => Promise<unknown>): Promise<number> {
  let best = 0;
  for (let count = 0; count < ROUNDS; count++) {
    const started = performance.now();
    await round();
    best = Math.max(best, (texts * 1_000) / (performance.now() - started));
  }
  return best;
}

const session = await createModelSession(model);
const embedders = await Promise.all(
  [1, 2].map((workers) => createLocalEmbedder({ model: name, workers, logger: pino({ level: 'silent' }) })),
);
for (const tokens of [128, 256]) {
  const batch = Array.from({ length: texts }, (_, seed) => textOf(tokens, seed));
  const ids = batch.map((text) => tokenizer.encode(text, model.maxTokens));
  await runSession(session, ids[0] ?? []);
  const floor = await speed(async () => {
    for (const one of ids) await runSession(session, one);
  });
  console.log(`${model.id} ${String(ids[0]?.length)} tokens: by hand ${floor.toFixed(1)}/s`);
  for (const [index, embedder] of embedders.entries()) {
    await embedder.embedPassages(batch.slice(0, 4));
    const rate = await speed(() => embedder.embedPassages(batch));
    console.log(`  ${String(index + 1)} worker(s): ${rate.toFixed(1)}/s, ${(rate / floor).toFixed(2)} of by hand`);
  }
}
await Promise.all(embedders.map((embedder) => embedder.close()));
