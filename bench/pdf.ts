/**
 * Reads every PDF below a folder, each in its process as ingest does, and prints a row per file: pages, what became of it,
 * CPU seconds and pages per CPU second, largest size of the process. Totals at the end, and
 * how far the text of the pages can be trusted.
 *
 * `node dist/bench/pdf.js FOLDER [PART-OF-PATH]`
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DomainError } from '../src/errors.js';
import { createReadFile } from '../src/ingest/read/read-file.js';
import type { PageQuality } from '../src/store/entities/page-quality.js';
import { measureChildren } from './measure-children.js';

const [folder, part = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder with PDFs.');

const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.pdf'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => path.includes(part))
  .sort();

const read = createReadFile({ pdf: { processes: 1 } });
const totals = { files: 0, pages: 0, sections: 0, blocks: 0, cpu: 0, crashed: 0, failed: 0, peakMb: 0, slowest: 0 };
const qualities: Partial<Record<PageQuality, number>> = {};
console.log(['pages', 'sections', 'blocks', 'wall s', 'CPU s', 'pages/CPU s', 'peak MB', 'outcome', 'file'].join('\t'));
for (const path of files) {
  const bytes = await readFile(path);
  const name = relative(folder, path);
  const children = measureChildren();
  const started = performance.now();
  let outcome = 'read';
  let counts = { pages: 0, sections: 0, blocks: 0 };
  try {
    const { pages, sections, blocks, warnings } = await read(bytes, 'pdf', name);
    counts = { pages: pages.length, sections: sections.length, blocks: blocks.length };
    for (const { quality = 'TEXT' } of pages) qualities[quality] = (qualities[quality] ?? 0) + 1;
    if (warnings.length > 0) outcome = `read; ${warnings.join('; ')}`;
  } catch (error) {
    totals.failed += 1;
    const said = error instanceof DomainError ? error.details['reason'] : undefined;
    const reason = typeof said === 'string' ? said : '';
    if (!(error instanceof DomainError) || reason === 'crashed') totals.crashed += 1;
    outcome = error instanceof DomainError ? `${error.code} ${reason}: ${error.message}` : `CRASH ${String(error)}`;
  }
  const wall = (performance.now() - started) / 1_000;
  const { cpuSeconds, peakMb } = children.stop();
  totals.files += 1;
  totals.pages += counts.pages;
  totals.sections += counts.sections;
  totals.blocks += counts.blocks;
  totals.cpu += cpuSeconds;
  totals.peakMb = Math.max(totals.peakMb, peakMb);
  totals.slowest = Math.max(totals.slowest, wall);
  console.log(
    [
      counts.pages,
      counts.sections,
      counts.blocks,
      wall.toFixed(1),
      cpuSeconds.toFixed(1),
      (counts.pages / cpuSeconds).toFixed(0),
      peakMb.toFixed(0),
      outcome,
      name,
    ].join('\t'),
  );
}
console.log(JSON.stringify({ ...totals, qualities }));
