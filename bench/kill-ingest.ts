/**
 * Kills an ingest of 200 mixed files at random moments, lets the next run finish it, and compares everything in the
 * library with an undisturbed run: `node dist/bench/kill-ingest.js [kills] [seed]`. Ends with code 1 at a difference.
 */
import { spawn } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { openStore } from '../src/store/open-store.js';

const program = fileURLToPath(new URL('../../bin/mcdewey.js', import.meta.url));
const kills = Number(process.argv[2] ?? 50);
let state = Number(process.argv[3] ?? 1);

/** mulberry32: the same moments for the same seed. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

const formats = [
  ['md', (body: string) => `---\ntitle: A page\n---\n\n${body}`],
  ['mdx', (body: string) => `${body}\n\n<Note>Mind the gap.</Note>\n`],
  ['txt', (body: string) => body],
  ['yaml', (body: string) => `description: |\n${body.replace(/^/gm, '  ')}\n`],
] as const;

async function writeManuals(root: string): Promise<void> {
  for (let at = 0; at < 200; at += 1) {
    const [ending, wrap] = formats[at % formats.length] ?? formats[0];
    const length = at % 20 === 0 ? 150 : 4 + (at % 9);
    const sections = Array.from({ length }, (_, part) => {
      const topic = part < 2 ? part : at * 1_000 + part;
      return `## Part ${String(part)}\n\nThe relay ${String(topic)} is set with \`set-relay --id ${String(topic)}\` and read back after ${String(topic % 7)} seconds.\n`;
    });
    const path = join(root, 'mix', String(1 + (at % 3)), `doc-${String(at >> 2)}`, `part-${String(at)}.${ending}`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, wrap(`# Topic ${String(at)}\n\n${sections.join('\n')}`));
  }
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From the first progress to the end. */
  readonly workMs: number;
}

/** @param killAfterMs counted from the first sign of progress; not at all if it is undefined. */
function ingest(source: string, data: string, killAfterMs?: number): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, 'ingest', source, '--vendor', 'Mixed', '--json'], {
    env: { PATH, HOME, MCDEWEY_DATA: data, EMBEDDING_MODEL: 'hashing' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let begun: number | undefined;
  child.stderr.on('data', () => {
    if (begun !== undefined) return;
    begun = performance.now();
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, workMs: performance.now() - (begun ?? performance.now()) });
    });
  });
}

/** Everything that the library says, without the ids that rows happen to have. */
async function contents(data: string): Promise<unknown> {
  const store = await openStore(loadConfig({ MCDEWEY_DATA: data }), 'bench', createLogger('silent'));
  try {
    const chunks: unknown = await store.dataSource.query(
      `SELECT c.key, c.position, encode(p.hash, 'hex') AS hash, p.text, s.heading, v.passage_id IS NOT NULL AS embedded
       FROM chunk c JOIN passage p ON p.id = c.passage_id LEFT JOIN section s ON s.id = c.section_id
       LEFT JOIN passage_vector v ON v.passage_id = p.id ORDER BY c.key`,
    );
    const documents: unknown = await store.dataSource.query(
      `SELECT d.slug, d.title, d.state, encode(d.content_hash, 'hex') AS hash, v.slug AS version
       FROM document d JOIN version v ON v.id = d.version_id ORDER BY v.slug, d.slug`,
    );
    const files: unknown = await store.dataSource.query(
      `SELECT f.path, f.position, encode(f.sha256, 'hex') AS sha, f.next_ordinal FROM document_file f
       JOIN document d ON d.id = f.document_id JOIN version v ON v.id = d.version_id ORDER BY v.slug, d.slug, f.path`,
    );
    const counts: unknown = await store.dataSource.query(
      `SELECT (SELECT count(*) FROM passage) AS passages, (SELECT count(*) FROM passage_vector) AS vectors,
              (SELECT count(*) FROM section) AS sections, (SELECT count(*) FROM chunk_redirect) AS redirects`,
    );
    return { chunks, documents, files, counts };
  } finally {
    await store.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'mcdewey-kills-'));
try {
  const source = join(folder, 'manuals');
  await writeManuals(source);
  const template = join(folder, 'template');
  await (await openStore(loadConfig({ MCDEWEY_DATA: template }), 'bench', createLogger('silent'))).close();
  const undisturbed = join(folder, 'undisturbed');
  await cp(template, undisturbed, { recursive: true });
  const { code, workMs } = await ingest(source, undisturbed);
  if (code !== 0) throw new Error(`the undisturbed run ended with ${String(code)}`);
  const expected = await contents(undisturbed);
  let killed = 0;
  let different = 0;
  const moments: number[] = [];
  for (let round = 0; killed < kills; round += 1) {
    const data = join(folder, `round-${String(round)}`);
    await cp(template, data, { recursive: true });
    // Up to five kills on one library, each at a random moment of what an undisturbed run takes.
    for (let kill = 0; kill < 5 && killed < kills; kill += 1) {
      const moment = random() * workMs;
      const { signal } = await ingest(source, data, moment);
      if (signal !== 'SIGKILL') continue;
      killed += 1;
      moments.push(Math.round((moment / workMs) * 100));
    }
    const finished = await ingest(source, data);
    const same = finished.code === 0 && isDeepStrictEqual(await contents(data), expected);
    if (!same) different += 1;
    console.log(`round ${String(round + 1)}: ${String(killed)} kills so far, ${same ? 'same' : 'DIFFERENT'}`);
    await rm(data, { recursive: true, force: true });
  }
  console.log(`kills at % of the work: ${moments.sort((a, b) => a - b).join(' ')}`);
  console.log(JSON.stringify({ kills: killed, different, undisturbedMs: Math.round(workMs) }));
  process.exitCode = different === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
