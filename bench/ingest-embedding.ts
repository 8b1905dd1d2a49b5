/**
 * How much an ingest takes beyond embedding: for each folder, in the order given and into one library, the time of its
 * ingest beside the time in which the embedder alone gets through the passages that were new.
 *
 * `node dist/bench/ingest-embedding.js PRODUCT=VERSION=FOLDER …`; the library is made in a temporary folder, the model is
 * the one that the settings name.
 */
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';

const given = process.argv.slice(2).map((word) => {
  const [product, version, location] = word.split('=');
  if (product === undefined || version === undefined || location === undefined) {
    throw new Error(`${word} is not PRODUCT=VERSION=FOLDER`);
  }
  return { product, version, location };
});
const data = await mkdtemp(join(tmpdir(), 'mcdewey-bench-'));
const app = await createApp(loadConfig({ ...process.env, MCDEWEY_DATA: data }), 'bench', createLogger('warn'));
try {
  await app.embedder.embedPassages(['warm up', 'warm up too']);
  let known = 0;
  let firstSeconds: number | undefined;
  for (const { product, version, location } of given) {
    const started = performance.now();
    const { counts } = await app.ingest.run({ kind: 'FOLDER', location, options: { product, version } });
    const whole = (performance.now() - started) / 1_000;
    const rows: { id: number; text: string }[] = await app.store.dataSource.query(
      'SELECT id, search_text AS text FROM passage WHERE id > $1 ORDER BY id',
      [known],
    );
    known = rows.at(-1)?.id ?? known;
    const begun = performance.now();
    await app.embedder.embedPassages(rows.map(({ text }) => text));
    const alone = (performance.now() - begun) / 1_000;
    firstSeconds ??= whole;
    console.log(
      `${product} ${version}: ${String(counts.chunks)} chunks, ${String(rows.length)} passages embedded, in ${whole.toFixed(1)} s (${(whole / firstSeconds).toFixed(2)} of the first); ` +
        `embedder alone ${alone.toFixed(1)} s, ratio ${(alone / whole).toFixed(2)}`,
    );
  }
} finally {
  await app.close();
  await rm(data, { recursive: true, force: true });
}
