/** Entry of the process that reads one PDF: takes the file on standard input, sends what it holds to the parent, ends. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { giveWay } from '../../../give-way.js';
import { restorePush } from './native-push.js';
import { analysePages } from './analyse-pages.js';
import { openPdf, PdfFaultError, faultOf } from './open-pdf.js';
import type { FromPdfProcess, PdfTask } from './pdf-messages.js';
import type { WatchData } from './pdf-watch.js';
import { readModels } from './read-models.js';

/** Pages or blocks of one message: some ten thousand characters, parsed in a millisecond. */
const PART = 32;

function send(message: FromPdfProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

async function sendParts<T>(items: readonly T[], toMessage: (part: readonly T[]) => FromPdfProcess): Promise<void> {
  for (let from = 0; from < items.length; from += PART) await send(toMessage(items.slice(from, from + PART)));
}

async function receiveFile(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return new Uint8Array(Buffer.concat(parts));
}

async function run({ limits }: PdfTask): Promise<void> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const data: WatchData = { memoryMb: limits.memoryMb, stallSeconds: limits.stallSeconds, progress };
  const watch = new Worker(new URL('./pdf-watch.js', import.meta.url), { workerData: data });
  watch.unref();
  const onProgress = (): void => {
    Atomics.add(progress, 0, 1);
  };

  // Nothing of the file is looked at before the watch has looked once: a small file may be read before it looks again.
  const [file] = await Promise.all([receiveFile(), once(watch, 'message')]);
  const pdf = await openPdf(file);
  if (pdf.numPages > limits.pages) return send({ kind: 'limit', limit: 'pages' });
  const { pages: models, stated, problems } = await readModels(pdf, () => openPdf(file), onProgress);
  const analysis = analysePages(models, stated, onProgress);
  const { pages, sections, blocks, warnings, ...facts } = analysis;
  const characters =
    pages.reduce((sum, page) => sum + page.text.length, 0) + blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (characters > limits.characters) return send({ kind: 'limit', limit: 'output' });
  await send({ kind: 'facts', facts, warnings: [...warnings, ...problems] });
  await sendParts(pages, (part) => ({ kind: 'pages', pages: part }));
  await sendParts(sections, (part) => ({ kind: 'sections', sections: part }));
  await sendParts(blocks, (part) => ({ kind: 'blocks', blocks: part }));
  return send({ kind: 'done' });
}

giveWay();
restorePush();
// Whoever asked is gone, and pdfjs can't be interrupted otherwise.
process.on('disconnect', () => {
  process.exit(1);
});

try {
  await run(JSON.parse(process.argv[2] ?? '{}') as PdfTask);
} catch (error) {
  const { fault, message } = error instanceof PdfFaultError ? error : faultOf(error);
  await send({ kind: 'fault', fault, message });
}
// Everything is sent; what pdfjs still holds would keep the process alive.
process.exit(0);
