import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { openStore } from '../src/store/open-store.js';
import { emptyDataFolder } from './testkit/data-folder.js';
import { run, start } from './testkit/command.js';
import { contentsOf } from './testkit/contents.js';
import { writeFiles } from './testkit/library.js';

const kills = 5;
let folder: string;
let source: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-crash-'));
  source = join(folder, 'manuals');
  const files = Array.from({ length: 120 }, (_, at) => {
    const version = at % 2 === 0 ? '1' : '2';
    const topic = Math.floor(at / 2);
    const sections = Array.from(
      { length: 6 },
      (_section, part) =>
        `## Part ${String(part)}\n\nTopic ${String(topic)} part ${String(part)} tells how the relay ${String(topic * 7 + part)} is set.\n`,
    );
    return [
      `crash/${version}/doc-${String(topic)}/page.md`,
      `# Topic ${String(topic)}\n\n${sections.join('\n')}`,
    ] as const;
  });
  const long = Array.from(
    { length: 200 },
    (_, part) => `## Part ${String(part)}\n\nThe crane lifts ${String(part)} t.\n`,
  );
  await writeFiles(source, {
    ...Object.fromEntries(files),
    'crash/1/crane/page.md': `# Crane\n\n${long.join('\n')}`,
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function contents(dataDir: string): Promise<unknown> {
  const config = loadConfig({ MCDEWEY_DATA: dataDir });
  const store = await openStore(config, 'test', createLogger('silent'));
  try {
    return await contentsOf(store.dataSource);
  } finally {
    await store.close();
  }
}

it(`loses nothing and doubles nothing when it is killed ${String(kills)} times and run again`, async () => {
  const undisturbed = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'undisturbed')) };
  const killed = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'killed')) };
  expect(await run(['ingest', source], undisturbed)).toMatchObject({ code: 0 });

  for (let kill = 0; kill < kills; kill += 1) {
    const ingest = start(['ingest', source], killed);
    // Each time a little further into the run: the first progress line, then some milliseconds more.
    await ingest.saw(/"event":"progress"/);
    await new Promise((resolve) => setTimeout(resolve, kill * 40));
    ingest.child.kill('SIGKILL');
    await ingest.finished;
  }
  expect(await run(['ingest', source], killed)).toMatchObject({ code: 0 });
  expect(await contents(killed.MCDEWEY_DATA)).toEqual(await contents(undisturbed.MCDEWEY_DATA));
}, 1_500_000);
