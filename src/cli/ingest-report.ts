/** What an ingest did, or would do, in lines for a person. */
import { groupBy } from '../group-by.js';
import type { IngestReport } from '../ingest/ingest.js';
import { FILE_OUTCOMES } from '../store/entities/job-state.js';
import type { PreviewData } from './job-operations.js';

/** Files shown one by one; the rest is counted. */
const shownFiles = 20;

export function reportLines({ counts, problems, seconds }: IngestReport): string[] {
  const files = `${String(counts.new)} new, ${String(counts.changed)} changed, ${String(counts.unchanged)} unchanged, ${String(counts.archived)} archived, ${String(counts.failed)} failed, ${String(counts.skipped)} skipped`;
  const failed = problems.filter(({ outcome }) => outcome === 'FAILED');
  const skipped = groupBy(
    problems.filter(({ outcome }) => outcome === 'SKIPPED'),
    ({ reason }) => reason ?? '',
  );
  return [
    `Files: ${files}`,
    `Wrote ${String(counts.documents)} documents with ${String(counts.chunks)} chunks: ${String(counts.passagesNew)} new passages, ${String(counts.passagesShared)} shared with what was there, in ${seconds.toFixed(1)} s`,
    ...(counts.pagesWithoutText > 0
      ? [`${String(counts.pagesWithoutText)} pages have no text to search: scans, or fonts that hide their meaning`]
      : []),
    ...failed.slice(0, shownFiles).map(({ path, code, reason }) => `  failed ${path}: ${reason ?? ''} (${code ?? ''})`),
    ...more(failed.length),
    ...[...skipped].map(([reason, alike]) => `  skipped ${String(alike.length)}: ${reason}`),
  ];
}

/** Counts by outcome, then every file that would not stay as it is. */
export function previewLines({ location, files, needsAllowArchive }: PreviewData): string[] {
  const counts = FILE_OUTCOMES.map(
    (wanted) => `${String(files.filter(({ outcome }) => outcome === wanted).length)} ${wanted.toLowerCase()}`,
  );
  const told = files.filter(({ outcome }) => outcome !== 'UNCHANGED');
  return [
    `${location}: ${counts.join(', ')}. Nothing was written.`,
    ...told
      .slice(0, shownFiles)
      .map(({ outcome, path, reason }) => `  ${outcome.toLowerCase()} ${path}${reason === null ? '' : `: ${reason}`}`),
    ...more(told.length),
    ...(needsAllowArchive ? ['So much is archived only with --allow-archive.'] : []),
  ];
}

function more(count: number): string[] {
  return count > shownFiles ? [`  … and ${String(count - shownFiles)} more; --json lists all`] : [];
}
