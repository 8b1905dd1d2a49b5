/** What the embedded Postgres acknowledged survives the death of its process. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import type { Durability } from '../src/store/embedded/disk-syncs.js';
import { startEmbeddedPostgres } from '../src/store/embedded/embedded-postgres.js';

/** Kills the writer at the moment it acknowledges its n-th row, and gives all that it acknowledged. */
async function writeUntilKilled(dataDir: string, durability: Durability, rows: number): Promise<number[]> {
  const script = join(import.meta.dirname, 'embedded-store-writer.mjs');
  const writer = spawn(process.execPath, [script, dataDir, durability], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === rows) writer.kill('SIGKILL');
  }
  return acknowledged;
}

const durabilities: readonly Durability[] = ['full', 'relaxed'];

test.each(durabilities)(
  'rows acknowledged (%s) before a SIGKILL are there afterwards, time after time',
  async (durability) => {
    const folder = await mkdtemp(join(tmpdir(), 'mcdewey-kill-'));
    const dataDir = join(folder, 'postgres');
    const acknowledged: number[] = [];
    for (const rows of [1, 70, 7 + Math.floor(Math.random() * 150)]) {
      acknowledged.push(...(await writeUntilKilled(dataDir, durability, rows)));
    }
    const postgres = await startEmbeddedPostgres({ dataDir, durability });
    const client = new pg.Client(postgres.connection);
    await client.connect();
    const { rows } = await client.query<{ id: number }>('SELECT id FROM written');
    await client.end();
    await postgres.close();
    const kept = new Set(rows.map((row) => row.id));
    expect(acknowledged.length).toBeGreaterThan(77);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    await rm(folder, { recursive: true });
  },
  300_000,
);
