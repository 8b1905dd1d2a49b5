/**
 * Reads and cuts every file of a source, without a database, and prints per format: files, failures with reasons,
 * warnings by kind, sections, passages, and the CPU time that reading and cutting take.
 *
 * `node dist/bench/reading.js PATH [format…]`
 */
import { readFile as readBytes } from 'node:fs/promises';
import { defaultTokenizerFolder } from '../src/embedding/built-in-models.js';
import { loadTokenizer } from '../src/embedding/model-tokenizer.js';
import { messageOf } from '../src/errors.js';
import { chunkFile } from '../src/ingest/chunk/chunk-file.js';
import { createReadContext } from '../src/ingest/read/read-context.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { planSource } from '../src/ingest/source/plan-source.js';
import { createSourceFiles } from '../src/ingest/source/source-files.js';

const [path, ...formats] = process.argv.slice(2);
if (path === undefined) throw new Error('Name a folder, and formats if not all are wanted.');

interface Row {
  files: number;
  megabytes: number;
  failed: number;
  includes: number;
  missing: number;
  sections: number;
  passages: number;
  'read ms': number;
  'cut ms': number;
}

const tokens = await loadTokenizer(defaultTokenizerFolder());
const plan = await planSource(path);
const source = createSourceFiles(plan.folder, plan.root);
const rows = new Map<string, Row>();
const warnings = new Map<string, number>();
const failures: string[] = [];

/** The sentence without its numbers and names. */
function kindOf(warning: string): string {
  return warning
    .replace(/\(.*\) and/, '(…) and')
    .replace(/: .*$/, '')
    .replace(/\bfile \S+/, 'file …')
    .replace(/^\d+ /, '')
    .replace(/^\S+\.\w+ /, '… ');
}

/** What the warning counts; a warning that counts nothing is one. */
function weightOf(warning: string): number {
  return Number(/^(\d+) /.exec(warning)?.[1] ?? 1);
}

for (const document of plan.documents) {
  for (const file of document.files) {
    if (formats.length > 0 && !formats.includes(file.format)) continue;
    const row: Row = rows.get(file.format) ?? {
      files: 0,
      megabytes: 0,
      failed: 0,
      includes: 0,
      missing: 0,
      sections: 0,
      passages: 0,
      'read ms': 0,
      'cut ms': 0,
    };
    rows.set(file.format, row);
    row.files += 1;
    row.megabytes += file.bytes / 1e6;
    try {
      const bytes = await readBytes(file.absolutePath);
      const started = process.cpuUsage();
      const context = createReadContext(source, source.pathOf(file.absolutePath));
      const read = await readFile(bytes, file.format, file.name, context);
      const reading = process.cpuUsage(started);
      const wasRead = process.cpuUsage();
      const passages = chunkFile(read, {
        countTokens: (text) => tokens.countTokens(text),
        productName: document.product.name,
      });
      const cutting = process.cpuUsage(wasRead);
      row['read ms'] += (reading.user + reading.system) / 1_000;
      row['cut ms'] += (cutting.user + cutting.system) / 1_000;
      row.sections += read.sections.length;
      row.passages += passages.length;
      row.includes += (read.includes ?? []).filter(({ sha256 }) => sha256 !== null).length;
      row.missing += read.warnings.filter((warning) => warning.includes('was not found')).length;
      for (const warning of read.warnings) {
        const kind = `${file.format}: ${kindOf(warning)}`;
        warnings.set(kind, (warnings.get(kind) ?? 0) + weightOf(warning));
      }
    } catch (error) {
      row.failed += 1;
      failures.push(`${file.path}: ${messageOf(error)}`);
    }
  }
}

console.table(
  Object.fromEntries(
    [...rows].map(([format, row]) => [
      format,
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Math.round(Number(value) * 10) / 10])),
    ]),
  ),
);
for (const [kind, count] of [...warnings].sort((a, b) => b[1] - a[1])) console.log(`${String(count)} × ${kind}`);
for (const failure of failures) console.log(`FAILED ${failure}`);
for (const { path: place, reason } of plan.problems) console.log(`LEFT OUT ${place}: ${reason}`);
