import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createLocalEmbedder } from '../src/embedding/local-embedder.js';
import type { LocalEmbedder } from '../src/embedding/local-embedder.js';
import { openLocalModel } from '../src/embedding/local-model.js';
import { loadTokenizer } from '../src/embedding/model-tokenizer.js';
import { createWorkerPool } from '../src/embedding/worker-pool.js';
import { CancelledError, EmbeddingUnavailableError, ModelInvalidError } from '../src/errors.js';
import { writeTinyModel } from './tiny-model.js';

const logger = pino({ level: 'silent' });
const LOADING = 180_000;

const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);
const passage = (index: number) =>
  `Passage ${String(index)}: interface eth${String(index)} carries VLAN ${String(index * 7)}.`;
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('with the default model', () => {
  let embedder: LocalEmbedder;

  beforeAll(async () => {
    embedder = await createLocalEmbedder({ model: 'gte-small', workers: 2, logger });
    await embedder.embedQuery('ready?');
  }, LOADING);
  afterAll(() => embedder.close());

  test('puts a question nearer to its answer than to other passages', async () => {
    const pairs = [
      ['How do I reset the administrator password?', 'To recover a forgotten admin login, start in recovery mode.'],
      ['maximum cable length for gigabit ethernet', 'Copper links at 1 Gbit/s run up to one hundred metres.'],
      ['Why does the backup job fail at night?', 'Nightly archive runs abort when the target volume is full.'],
    ] as const;
    const answers = await embedder.embedPassages(pairs.map(([, answer]) => answer));
    for (const [index, [question]] of pairs.entries()) {
      const query = await embedder.embedQuery(question);
      const scores = answers.map((answer) => cosine(query, answer));
      expect(scores.indexOf(Math.max(...scores))).toBe(index);
      expect(Math.hypot(...query)).toBeCloseTo(1, 4);
    }
  });

  test('gives a text the same vector alone and among others, as a query and as a passage', async () => {
    const text = 'The watchdog restarts the daemon after three missed heartbeats.';
    const [alone] = await embedder.embedPassages([text]);
    const among = await embedder.embedPassages([passage(1), 'x '.repeat(300), text, passage(2)]);
    expect(among[2]).toEqual(alone);
    expect(await embedder.embedQuery(text)).toEqual(alone);
  });

  test('cuts a long text to maxTokens and keeps the closing token', async () => {
    const { maxTokens } = embedder.model;
    const longest = 'port '.repeat(maxTokens - 2);
    const tokenizer = await loadTokenizer(embedder.tokenizerFolder);
    expect(tokenizer.countTokens(longest)).toBe(maxTokens);
    const [whole, cut] = await embedder.embedPassages([longest, `${longest} and much more`]);
    expect(cut).toEqual(whole);
  });

  test('answers a query before 200 passages that were there first', async () => {
    let passagesDone = false;
    const passages = embedder
      .embedPassages(Array.from({ length: 200 }, (_, index) => passage(index)))
      .finally(() => (passagesDone = true));
    await embedder.embedQuery('Which VLAN does eth7 carry?');
    expect(passagesDone).toBe(false);
    expect(await passages).toHaveLength(200);
  });

  test('keeps a process for queries, which no passage takes', async () => {
    const others = embedder.pids().slice(1);
    for (const pid of others) process.kill(pid, 'SIGSTOP');
    let isEmbedded = false;
    const passages = embedder.embedPassages([passage(1)]).finally(() => (isEmbedded = true));
    try {
      for (const port of ['eth3', 'eth4']) await embedder.embedQuery(`Which trunk carries ${port}?`);
      expect(isEmbedded).toBe(false);
    } finally {
      for (const pid of others) process.kill(pid, 'SIGCONT');
    }
    expect(await passages).toHaveLength(1);
  });

  test('survives the death of a process in the middle of its work', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => passage(index));
    const expected = await embedder.embedPassages(texts);
    const victim = embedder.pids().at(-1) ?? 0;
    const work = embedder.embedPassages(texts);
    await embedder.embedQuery('the work has begun');
    process.kill(victim, 'SIGKILL');
    expect(await work).toEqual(expected);
    expect(embedder.pids()).not.toContain(victim);
    expect(embedder.pids().every(alive)).toBe(true);
  });

  test('stops a caller’s work when it aborts, and nobody else’s', async () => {
    const caller = new AbortController();
    const stopped = embedder.embedPassages(
      Array.from({ length: 100 }, (_, index) => passage(index)),
      caller.signal,
    );
    const others = embedder.embedPassages([passage(3)]);
    caller.abort();
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
    expect(await others).toHaveLength(1);
    await expect(embedder.embedQuery('too late', caller.signal)).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('with a small model', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await writeTinyModel();
  });
  afterAll(() => rm(folder, { recursive: true }));

  test(
    'close rejects what is pending and leaves no process',
    async () => {
      const embedder = await createLocalEmbedder({ model: folder, workers: 2, logger });
      await embedder.embedQuery('ready?');
      const pids = embedder.pids();
      const pending = embedder.embedPassages(Array.from({ length: 500 }, (_, index) => passage(index)));
      const outcome = expect(pending).rejects.toBeInstanceOf(EmbeddingUnavailableError);
      await embedder.close();
      await outcome;
      expect(pids).toHaveLength(3);
      expect(pids.some(alive)).toBe(false);
      await expect(embedder.embedQuery('closed')).rejects.toBeInstanceOf(EmbeddingUnavailableError);
    },
    LOADING,
  );

  test(
    'gives up when processes keep dying, and says why',
    async () => {
      const model = { ...(await openLocalModel(folder)), weights: path.join(folder, 'absent.safetensors') };
      const pool = createWorkerPool(model, 1, { deaths: 2, withinMs: 60_000 }, logger);
      const attempt = pool.embed('query', ['anything']);
      await expect(attempt).rejects.toThrow(/died 2 times within 60 s.*absent\.safetensors/s);
      await expect(attempt).rejects.toBeInstanceOf(EmbeddingUnavailableError);
      await pool.close();
    },
    LOADING,
  );

  test(
    'reports weights that do not fit the configuration instead of restarting',
    async () => {
      const opened = await openLocalModel(folder);
      const model = { ...opened, config: { ...opened.config, intermediate_size: 24 } };
      const pool = createWorkerPool(model, 1, { deaths: 3, withinMs: 60_000 }, logger);
      const attempt = pool.embed('passage', ['anything']);
      await expect(attempt).rejects.toBeInstanceOf(ModelInvalidError);
      await expect(attempt).rejects.toThrow(/intermediate\.dense.*\[24/);
      await pool.close();
    },
    LOADING,
  );

  test(
    'processes end when the server is killed',
    async () => {
      const module = pathToFileURL(path.resolve('dist/src/embedding/local-embedder.js')).href;
      const script = `
      import { createLocalEmbedder } from ${JSON.stringify(module)};
      const logger = { warn() {} };
      const embedder = await createLocalEmbedder({ model: ${JSON.stringify(folder)}, workers: 2, logger });
      await embedder.embedQuery('ready?');
      console.log(embedder.pids().join(' '));
    `;
      const server = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let pids: number[] = [];
      for await (const line of createInterface({ input: server.stdout })) {
        pids = line.split(' ').map(Number);
        server.kill('SIGKILL');
      }
      expect(pids).toHaveLength(3);
      while (pids.some(alive)) await turn();
    },
    LOADING,
  );
});
