/** From a planned document's files to what one transaction writes: reads what has changed and embeds what is new. */
import type { EntityManager } from 'typeorm';
import type { FileOutcome } from '../../store/entities/job-state.js';
import { WITHOUT_TEXT } from '../../store/entities/page-quality.js';
import {
  storedFiles,
  type FileInclude,
  type StatedFacts,
  type StoredDocument,
  type StoredFile,
} from '../../store/writes/documents.js';
import { embeddedPassages } from '../../store/writes/passages.js';
import { documentTitle } from './document-title.js';
import type { EmbedOnce } from './embed-once.js';
import {
  contentHash,
  currentIncludes,
  eachFile,
  failedFile,
  goneFile,
  hashFile,
  loadFile,
  reportedPath,
  sameIncludes,
  unfinishedHash,
  type FailedFile,
  type FileRow,
  type HashedFile,
} from '../survey/load-files.js';
import { pipelineRevision } from '../survey/pipeline-revision.js';
import { prepareFile } from './prepare-file.js';
import type { ReadPool } from './read-pool.js';
import type { ReadFile } from '../read/page-reader.js';
import type { PlannedDocument, PlannedFile } from '../source/plan.js';
import type { SourceFiles } from '../files/source-files.js';
import type { PlacedDocument, PreparedDocument, PreparedPassage } from '../write/prepared-document.js';

export interface Preparation {
  /** Absent when nothing has to be written. */
  readonly prepared?: PreparedDocument;
  readonly files: readonly FileRow[];
  /** Chunks of the files that were read. */
  readonly chunks: number;
}

export interface PreparationParts {
  readonly manager: EntityManager;
  /** Row of the embedding model that vectors are stored under. */
  readonly modelId: number;
  readonly embedOnce: EmbedOnce;
  readonly readPool: Pick<ReadPool, 'read'>;
  readonly signal?: AbortSignal;
}

function outcomeOf(document: PlannedDocument, file: PlannedFile, outcome: FileOutcome): FileRow {
  return { path: reportedPath(document, file), outcome, reasonCode: null, reason: null };
}

/** What the reader could not make out, for the job; null when all went well. */
function warningText(warnings: readonly string[]): string | null {
  return warnings.length === 0 ? null : warnings.join('; ');
}

/** What became of the files of a document, in their order. */
interface PreparedFiles {
  readonly files: PreparedDocument['files'];
  readonly reads: readonly ReadFile[];
  readonly titles: readonly { readonly stem: string; readonly title: string }[];
  readonly stated: readonly StatedFacts[];
  readonly includes: readonly FileInclude[];
  readonly outcomes: readonly FileRow[];
}

/** A document whose files are to be prepared. */
interface HashedDocument {
  readonly document: PlannedDocument;
  readonly hashed: readonly (HashedFile | FailedFile)[];
  /** As the library holds it, if it does. */
  readonly stored: StoredDocument | undefined;
  /** The files of the plan's source. */
  readonly source: SourceFiles;
}

/** Reads what is new or has changed; what fails stays as it is stored. */
async function prepareFiles(
  { document, hashed, stored, source }: HashedDocument,
  parts: PreparationParts,
): Promise<PreparedFiles> {
  const before = new Map<string, StoredFile>();
  if (stored !== undefined) {
    for (const file of await storedFiles(parts.manager, stored.id)) before.set(file.stem, file);
  }
  const files: PreparedDocument['files'][number][] = [];
  const reads: ReadFile[] = [];
  const titles: { stem: string; title: string }[] = [];
  const stated: StatedFacts[] = [];
  const includes: FileInclude[] = [];
  const outcomes: FileRow[] = [];
  for (const [position, file] of hashed.entries()) {
    const { stem } = file.planned;
    const known = before.get(stem);
    const keep = (): void => {
      if (known === undefined) return;
      files.push({ unchanged: stem, position });
      titles.push({ stem, title: known.title });
      stated.push(known.stated);
      includes.push(...known.includes);
    };
    if ('failure' in file) {
      keep();
      outcomes.push(file.failure);
      continue;
    }
    const isRead = known?.sha256 === file.sha256 && stored?.pipeline === pipelineRevision;
    if (isRead && (await sameIncludes(source, known.includes))) {
      keep();
      outcomes.push(outcomeOf(document, file.planned, 'UNCHANGED'));
      continue;
    }
    try {
      const loaded = await loadFile(document, file.planned);
      if ('failure' in loaded) {
        keep();
        outcomes.push(loaded.failure);
        continue;
      }
      const prepared = await prepareFile(document, loaded, position, { ...parts, source });
      files.push(prepared.file);
      reads.push(prepared.read);
      titles.push({ stem, title: prepared.file.title });
      stated.push(prepared.file.stated);
      includes.push(...prepared.file.includes);
      const done = outcomeOf(document, file.planned, known === undefined ? 'NEW' : 'CHANGED');
      const bare = prepared.file.pages.filter(({ quality }) => WITHOUT_TEXT.includes(quality));
      outcomes.push({ ...done, reason: warningText(prepared.file.warnings), pagesWithoutText: bare.length });
    } catch (error) {
      parts.signal?.throwIfAborted();
      keep();
      outcomes.push(failedFile(document, file.planned, error).failure);
    }
  }
  const present = new Set(document.files.map((file) => file.stem));
  const gone = [...before.values()].filter(({ stem }) => !present.has(stem));
  outcomes.push(...gone.map(({ path }) => goneFile(document, path)));
  return { files, reads, titles, stated, includes, outcomes };
}

/** Passages that are neither embedded in the library nor named twice here: hash → text to embed. */
async function unknownTexts(
  { manager, modelId }: Pick<PreparationParts, 'manager' | 'modelId'>,
  productId: string,
  passages: readonly PreparedPassage[],
): Promise<Map<string, string>> {
  const hashes = passages.map((passage) => passage.hash);
  const known = hashes.length === 0 ? new Map() : await embeddedPassages(manager, modelId, productId, hashes);
  return new Map(passages.flatMap(({ hash, searchText }) => (known.has(hash) ? [] : [[hash, searchText] as const])));
}

/** The value that all files agree on that have one. */
function agreed<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const distinct = new Set(values.filter((value) => value !== undefined));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}

/**
 * @param place.stored the document as the library holds it, if it does.
 * @param source the files of the plan's source.
 */
export async function prepareDocument(
  document: PlannedDocument,
  { stored, ...place }: PlacedDocument & { readonly stored: StoredDocument | undefined },
  source: SourceFiles,
  parts: PreparationParts,
): Promise<Preparation> {
  const hashed = await eachFile(document, hashFile);
  const whole = hashed.filter((file): file is HashedFile => 'sha256' in file);
  const includesNow = await currentIncludes(source, stored?.includePaths ?? []);
  if (stored !== undefined && stored.contentHash === contentHash(document, whole, includesNow)) {
    const files = hashed.map((file) =>
      'failure' in file ? file.failure : outcomeOf(document, file.planned, 'UNCHANGED'),
    );
    return { files, chunks: 0 };
  }

  const made = await prepareFiles({ document, hashed, stored, source }, parts);
  const { files, outcomes } = made;
  const hash = contentHash(document, whole, made.includes);
  const writtenHash = outcomes.some(({ outcome }) => outcome === 'FAILED') ? unfinishedHash(hash) : hash;
  if (files.length === 0 || stored?.contentHash === writtenHash) {
    return { files: outcomes, chunks: 0 };
  }

  const passages = files.flatMap((file) => ('unchanged' in file ? [] : file.passages));
  const texts = await unknownTexts(parts, place.productId, passages);
  const vectors = texts.size === 0 ? new Map<string, Float32Array>() : await parts.embedOnce.embed(texts, parts.signal);
  const language = document.language ?? made.stated.find((facts) => facts.language !== undefined)?.language;
  const versions = [...new Set(made.stated.flatMap((facts) => facts.versions ?? []))];
  return {
    prepared: {
      facts: {
        versionId: place.versionId,
        slug: place.slug,
        origin: place.origin,
        title: documentTitle(document, made.titles),
        kind: document.kind ?? agreed(made.stated.map((facts) => facts.kind)) ?? 'OTHER',
        language: language ?? null,
        licence: document.licence ?? null,
        sourceRoot: source.root,
        sourceUrl: document.sourceUrl ?? null,
        contentHash: writtenHash,
        extracted: {
          pipeline: pipelineRevision,
          releasedOn: agreed(made.stated.map((facts) => facts.releasedOn)),
          versions: versions.length > 0 ? versions : undefined,
          frontMatter: made.reads.length === 1 ? made.reads[0]?.frontMatter : undefined,
        },
      },
      productId: place.productId,
      keyPrefix: place.keyPrefix,
      files,
      vectors,
    },
    files: outcomes,
    chunks: passages.length,
  };
}
