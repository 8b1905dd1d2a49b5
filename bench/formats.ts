/**
 * One table over all formats: reads and cuts every file of some sources as an ingest does, with no embedder and no database.
 * Per format: files, failures by their codes, pages, sections, chunks, passages (chunks of a product that say the same are
 * one), CPU seconds (a PDF's process included) and what that makes per second. Then failures, what was left out, and
 * warnings by kind.
 *
 * `node dist/bench/formats.js FOLDER… [--format FORMAT…]`
 */
import { readFile as readBytes } from 'node:fs/promises';
import { defaultTokenizerFolder } from '../src/embedding/built-in-models.js';
import { loadTokenizer } from '../src/embedding/model-tokenizer.js';
import { DomainError, messageOf } from '../src/errors.js';
import { filePassages } from '../src/ingest/prepare/file-passages.js';
import { createReadContext } from '../src/ingest/read/read-context.js';
import { createReadFile } from '../src/ingest/read/read-file.js';
import type { PlannedDocument, PlannedFile } from '../src/ingest/source/plan.js';
import { planSource } from '../src/ingest/source/plan-source.js';
import { createSourceFiles, type SourceFiles } from '../src/ingest/files/source-files.js';
import { measureChildren } from './measure-children.js';

const flagAt = process.argv.indexOf('--format');
const folders = process.argv.slice(2, flagAt < 0 ? undefined : flagAt);
const formats = flagAt < 0 ? [] : process.argv.slice(flagAt + 1);
if (folders.length === 0) throw new Error('Name a folder or more.');

interface Row {
  files: number;
  megabytes: number;
  failed: Map<string, number>;
  pages: number;
  sections: number;
  chunks: number;
  passages: number;
  cpu: number;
}

const tokens = await loadTokenizer(defaultTokenizerFolder());
const readFile = createReadFile({ pdf: { processes: 1 } });
const rows = new Map<string, Row>();
const warnings = new Map<string, number>();
const failures: string[] = [];
const leftOut: string[] = [];
/** Hashes by product. */
const seen = new Map<string, Set<string>>();

function rowOf(format: string): Row {
  const row = rows.get(format) ?? {
    ...{ files: 0, megabytes: 0, failed: new Map<string, number>() },
    ...{ pages: 0, sections: 0, chunks: 0, passages: 0, cpu: 0 },
  };
  rows.set(format, row);
  return row;
}

function count(counts: Map<string, number>, name: string, more = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + more);
}

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

async function take({ product }: PlannedDocument, file: PlannedFile, source: SourceFiles, row: Row): Promise<void> {
  const bytes = await readBytes(file.absolutePath);
  const context = createReadContext(source, source.pathOf(file.absolutePath));
  const read = await readFile(bytes, file.format, file.name, context);
  const countTokens = (text: string): number => tokens.countTokens(text);
  const passages = filePassages(read, { name: file.name, productName: product.name, countTokens });
  const known = seen.get(product.slug) ?? new Set<string>();
  seen.set(product.slug, known);
  const before = known.size;
  for (const { hash } of passages) known.add(hash);
  row.pages += read.pages.length;
  row.sections += read.sections.length;
  row.chunks += passages.length;
  row.passages += known.size - before;
  for (const warning of read.warnings) count(warnings, `${file.format}: ${kindOf(warning)}`, weightOf(warning));
}

for (const folder of folders) {
  const plan = await planSource(folder);
  const source = createSourceFiles(plan.folder, plan.root);
  for (const { path, code, reason } of plan.problems) leftOut.push(`${code} ${path}: ${reason}`);
  for (const document of plan.documents) {
    for (const file of document.files) {
      if (formats.length > 0 && !formats.includes(file.format)) continue;
      const row = rowOf(file.format);
      row.files += 1;
      row.megabytes += file.bytes / 1e6;
      const children = measureChildren();
      const started = process.cpuUsage();
      try {
        await take(document, file, source, row);
      } catch (error) {
        const code = error instanceof DomainError ? error.code : 'CRASHED';
        count(row.failed, code);
        failures.push(`${code} ${file.path}: ${messageOf(error)}`);
      }
      const { user, system } = process.cpuUsage(started);
      row.cpu += (user + system) / 1e6 + children.stop().cpuSeconds;
    }
  }
}

const sum = rowOf('all');
for (const [format, row] of rows) {
  if (format === 'all') continue;
  for (const name of ['files', 'megabytes', 'pages', 'sections', 'chunks', 'passages', 'cpu'] as const) {
    sum[name] += row[name];
  }
  for (const [code, times] of row.failed) count(sum.failed, code, times);
}
console.table(
  Object.fromEntries(
    [...rows].map(([format, { failed, megabytes, cpu, ...row }]) => [
      format,
      {
        files: row.files,
        MB: megabytes.toFixed(1),
        failed: [...failed].map(([code, times]) => `${String(times)} ${code}`).join(', '),
        pages: row.pages,
        sections: row.sections,
        chunks: row.chunks,
        passages: row.passages,
        'CPU s': cpu.toFixed(1),
        'per CPU s':
          row.pages > 0 && format === 'pdf'
            ? `${(row.pages / cpu).toFixed(0)} pages`
            : `${(row.chunks / cpu).toFixed(0)} chunks`,
      },
    ]),
  ),
);
for (const failure of failures) console.log(`FAILED ${failure}`);
for (const problem of leftOut) console.log(`LEFT OUT ${problem}`);
for (const [kind, times] of [...warnings].sort((a, b) => b[1] - a[1])) console.log(`${String(times)} × ${kind}`);
