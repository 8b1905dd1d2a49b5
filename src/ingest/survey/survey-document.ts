/** Tells by reading and hashing alone what an ingest would make of a document's files. */
import type { FileOutcome } from '../../store/entities/job-state.js';
import type { StoredDocument, StoredFile } from '../../store/writes/documents.js';
import { pipelineRevision } from './pipeline-revision.js';
import {
  contentHash,
  currentIncludes,
  eachFile,
  goneFile,
  hashFile,
  reportedPath,
  sameIncludes,
  type FailedFile,
  type FileRow,
  type HashedFile,
} from './load-files.js';
import type { PlannedDocument } from '../source/plan.js';
import type { SourceFiles } from '../files/source-files.js';

export interface DocumentSurvey {
  /** Nothing would be read, embedded or written. */
  readonly isUnchanged: boolean;
  readonly files: readonly (FailedFile | HashedFile)[];
}

/** @param stored the document as the library holds it, if it does. */
export async function surveyDocument(
  document: PlannedDocument,
  stored: StoredDocument | undefined,
  source: SourceFiles,
): Promise<DocumentSurvey> {
  const files = await eachFile(document, hashFile);
  const whole = files.filter((file): file is HashedFile => 'sha256' in file);
  const isUnchanged =
    stored !== undefined &&
    stored.state !== 'ARCHIVED' &&
    stored.sourceRoot === source.root &&
    whole.length === files.length &&
    stored.contentHash === contentHash(document, whole, await currentIncludes(source, stored.includePaths));
  return { isUnchanged, files };
}

/** Outcomes as a run would report them, unless a file turns out to be unreadable when it is parsed. */
export async function expectedOutcomes(
  document: PlannedDocument,
  survey: DocumentSurvey,
  source: SourceFiles,
  stored: { readonly document: StoredDocument; readonly files: readonly StoredFile[] } | undefined,
): Promise<FileRow[]> {
  const before = new Map(stored?.files.map((file) => [file.stem, file]));
  const isCurrent = stored?.document.pipeline === pipelineRevision;

  async function outcomeOf({ planned, sha256 }: HashedFile): Promise<FileOutcome> {
    if (survey.isUnchanged) return 'UNCHANGED';
    const known = before.get(planned.stem);
    if (known === undefined) return 'NEW';
    const same = isCurrent && known.sha256 === sha256 && (await sameIncludes(source, known.includes));
    return same ? 'UNCHANGED' : 'CHANGED';
  }

  const outcomes: FileRow[] = [];
  for (const file of survey.files) {
    if ('failure' in file) outcomes.push(file.failure);
    else {
      const path = reportedPath(document, file.planned);
      outcomes.push({ path, outcome: await outcomeOf(file), reasonCode: null, reason: null });
    }
  }
  const present = new Set(document.files.map((file) => file.stem));
  const gone = [...before.values()].filter(({ stem }) => !present.has(stem));
  return [...outcomes, ...gone.map(({ path }) => goneFile(document, path))];
}
