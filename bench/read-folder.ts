/**
 * Reads every file of a folder as an ingest would and prints, per format: files, failures with their reasons, sections,
 * blocks, passages, the share of the source's words that is in the blocks, and the CPU time per megabyte.
 *
 * `node dist/bench/read-folder.js FOLDER [--format FORMAT] [--show FILE]`; `--show` prints what one file becomes.
 */
import { readFile as readBytes } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { messageOf } from '../src/errors.js';
import { chunkFile } from '../src/ingest/chunk/chunk-file.js';
import type { ReadFile } from '../src/ingest/read/page-reader.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { formatOf } from '../src/ingest/files/file-format.js';
import { walkFiles } from '../src/ingest/source/walk-files.js';

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder.');
const flag = (name: string): string | undefined => {
  const at = flags.indexOf(name);
  return at < 0 ? undefined : flags[at + 1];
};
const [only, shown] = [flag('--format'), flag('--show')];

interface Totals {
  files: number;
  failed: number;
  bytes: number;
  sections: number;
  blocks: number;
  passages: number;
  words: number;
  kept: number;
  cpu: number;
  slowest: { path: string; cpu: number };
}

/** Words of the source without tags, scripts and styles; the yardstick, not the reader. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
}

function sourceWords(source: string): string[] {
  const visible = source
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<(script|style|head|svg)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, ' ');
  return wordsOf(visible);
}

function readWords(read: ReadFile): string[] {
  const visible = [...read.sections.map(({ heading }) => heading), ...read.blocks.map(({ text }) => text)].join('\n');
  return wordsOf(visible.replace(/\]\([^()\s]*\)/g, ']'));
}

/** How many of `some` are among `all`, each counted as often as it occurs. */
function shared(all: readonly string[], some: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of all) counts.set(word, (counts.get(word) ?? 0) + 1);
  let found = 0;
  for (const word of some) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    found += 1;
  }
  return found;
}

function show(read: ReadFile): void {
  console.log(
    `${read.title} [${read.language ?? '?'}] ${JSON.stringify(read.frontMatter)} ${read.warnings.join('; ')}`,
  );
  let last: number | null = null;
  for (const block of read.blocks) {
    for (let at = (last ?? -1) + 1; at <= (block.section ?? -1); at += 1) {
      const section = read.sections[at];
      if (section !== undefined) console.log(`\n${'#'.repeat(section.depth)} ${section.heading} {#${section.anchor}}`);
    }
    if (block.section !== null && block.section > (last ?? -1)) last = block.section;
    console.log(`\n[${block.kind} in ${String(block.section)}]\n${block.text}`);
  }
}

const totals = new Map<string, Totals>();
const reasons = new Map<string, number>();
for (const file of await walkFiles(folder)) {
  const format = file.format ?? formatOf(file.path);
  if (format === undefined || (only !== undefined && format !== only) || (shown !== undefined && file.path !== shown))
    continue;
  const bytes = await readBytes(join(folder, file.path));
  const total = totals.get(format) ?? {
    ...{ files: 0, failed: 0, bytes: 0, sections: 0, blocks: 0, passages: 0, words: 0, kept: 0, cpu: 0 },
    slowest: { path: '', cpu: 0 },
  };
  totals.set(format, total);
  total.files += 1;
  const started = process.cpuUsage();
  try {
    const read = await readFile(bytes, format, file.path.slice(file.path.lastIndexOf('/') + 1));
    const used = process.cpuUsage(started);
    const cpu = (used.user + used.system) / 1000;
    total.cpu += cpu;
    total.bytes += bytes.length;
    if (cpu > total.slowest.cpu) total.slowest = { path: file.path, cpu };
    total.sections += read.sections.length;
    total.blocks += read.blocks.length;
    total.passages += chunkFile(read, {
      countTokens: (text) => Math.ceil(text.length / 4),
      productName: 'bench',
    }).length;
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const source = sourceWords((isPacked ? gunzipSync(bytes) : bytes).toString('utf8'));
    total.words += source.length;
    total.kept += shared(source, readWords(read));
    if (shown !== undefined) show(read);
  } catch (error) {
    total.failed += 1;
    const reason = messageOf(error).replace(file.path, '…');
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
}

console.log('format\tfiles\tfailed\tMB\tsections\tblocks\tpassages\twords kept\tms CPU per MB\tslowest');
for (const [format, total] of totals) {
  const megabytes = total.bytes / 1e6;
  console.log(
    [
      ...[format, total.files, total.failed, megabytes.toFixed(2), total.sections, total.blocks, total.passages],
      `${((100 * total.kept) / Math.max(1, total.words)).toFixed(1)} %`,
      (total.cpu / Math.max(megabytes, 1e-6)).toFixed(0),
      `${total.slowest.path} ${total.slowest.cpu.toFixed(0)} ms`,
    ].join('\t'),
  );
}
for (const [reason, count] of reasons) console.log(`${String(count)} × ${reason}`);
