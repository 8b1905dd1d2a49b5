/**
 * Where the CPU time of an ingest goes: reading, cutting, embedding with the hashing embedder, and the rest, which is
 * planning, hashing files and writing to the embedded database. All threads of the process count.
 *
 * `node dist/bench/ingest-stages.js FOLDER [product]`; the library is made in a temporary folder.
 */
import 'reflect-metadata';
import { mkdtemp, readFile as readBytes, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { loadTokenizer } from '../src/embedding/model-tokenizer.js';
import { chunkFile } from '../src/ingest/chunk/chunk-file.js';
import { contextualText } from '../src/ingest/prepare/passage-texts.js';
import { createReadContext } from '../src/ingest/read/read-context.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { openSource } from '../src/ingest/source/open-source.js';
import { createSourceFiles } from '../src/ingest/files/source-files.js';
import { createLogger } from '../src/logger.js';

const [location, product] = process.argv.slice(2);
if (location === undefined) throw new Error('Name a folder.');

/** Seconds of CPU time, and what `work` gave. */
async function spent<Result>(work: () => Result | Promise<Result>): Promise<[number, Result]> {
  const started = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(started);
  return [(user + system) / 1e6, result];
}

const data = await mkdtemp(join(tmpdir(), 'mcdewey-bench-'));
const config = loadConfig({ ...process.env, MCDEWEY_DATA: data, EMBEDDING_MODEL: 'hashing' });
const app = await createApp(config, 'bench', createLogger('warn'));
const tokenizer = await loadTokenizer(app.embedder.tokenizerFolder);
const options = { ...(product !== undefined && { product }) };
const seconds = { read: 0, cut: 0, embed: 0 };
let chunks = 0;
try {
  const plan = await openSource({ kind: 'FOLDER', location, options }, { dataDir: tmpdir(), allowPrivate: false });
  const source = createSourceFiles(plan.folder, plan.root);
  for (const document of plan.documents) {
    for (const file of document.files) {
      const bytes = await readBytes(file.absolutePath);
      const context = createReadContext(source, source.pathOf(file.absolutePath));
      const [reading, read] = await spent(() => readFile(bytes, file.format, file.name, context));
      const productName = document.product.name;
      const countTokens = (text: string): number => tokenizer.countTokens(text);
      const [cutting, passages] = await spent(() => chunkFile(read, { countTokens, productName }));
      const texts = passages.map(({ headingPath, text }) => contextualText(productName, headingPath, text));
      const [embedding] = await spent(() => app.embedder.embedPassages(texts));
      seconds.read += reading;
      seconds.cut += cutting;
      seconds.embed += embedding;
      chunks += passages.length;
    }
  }
  const started = performance.now();
  const [whole, report] = await spent(() => app.ingest.run({ kind: 'FOLDER', location, options }));
  const wall = (performance.now() - started) / 1_000;
  const rest = whole - seconds.read - seconds.cut - seconds.embed;
  const rows = { ...seconds, 'plan, hash, write': rest, whole };
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([stage, cpu]) => [
        stage,
        {
          'CPU s': cpu.toFixed(1),
          share: `${((100 * cpu) / whole).toFixed(0)} %`,
          'chunks per CPU s': (chunks / cpu).toFixed(0),
        },
      ]),
    ),
  );
  console.log(`${String(report.counts.chunks)} chunks in ${wall.toFixed(1)} s: ${(chunks / wall).toFixed(0)} chunks/s`);
} finally {
  await app.close();
  await rm(data, { recursive: true, force: true });
}
