/** The first part of a job: finds out what there is to do and books it as work items. */
import type { EntityManager } from 'typeorm';
import type { FileOutcome } from '../../store/entities/job-state.js';
import { filesOfRetry } from '../../store/queries/jobs.js';
import { widePlacements } from '../../store/queries/placements.js';
import { ensureVersion, findVersion } from '../../store/writes/catalogue.js';
import { storedFiles } from '../../store/writes/documents.js';
import { replaceManifestExpectations } from '../../store/writes/expectations.js';
import { savePlan, type JobPlan, type NewWork } from '../../store/writes/jobs.js';
import { reportedPath, type FileRow } from '../survey/load-files.js';
import type { IngestRequest } from '../source/ingest-request.js';
import { openApart } from '../source/open-apart.js';
import { documentKey, type PlanManifest, type PlannedDocument, type SourcePlan } from '../source/plan.js';
import { createSourceFiles } from '../files/source-files.js';
import { checkConsent, needsConsent } from '../survey/archive-consent.js';
import { expectedOutcomes } from '../survey/survey-document.js';
import { surveyPlan, type PlanSurvey, type RefusedDocument } from '../survey/survey-plan.js';
import type { IngestParts } from './job-parts.js';
import { placedVersion } from './place-document.js';
import { plannedVersions, versionPath, type PlannedVersionRow } from './planned-versions.js';
import { takenProducts, type TakenProduct } from './taken-products.js';
import type { WorkOrder } from './work-order.js';

export interface PlannedJob {
  readonly id: string;
  readonly request: IngestRequest;
  /** The job whose failed files this one tries again. */
  readonly retryOf: string | null;
}

function problemRows({ problems }: SourcePlan): FileRow[] {
  return problems.map(({ path, code, reason }) => {
    const outcome: FileOutcome = code === 'FILE_UNSUPPORTED' || code === 'FILE_INCLUDED' ? 'SKIPPED' : 'FAILED';
    return { path, outcome, reasonCode: code, reason };
  });
}

function refusalRows({ document, error }: RefusedDocument): FileRow[] {
  return document.files.map((file) => ({
    path: reportedPath(document, file),
    outcome: 'FAILED',
    reasonCode: error.code,
    reason: error.message,
  }));
}

function filesIn(documents: readonly PlannedDocument[]): number {
  return documents.reduce((sum, { files }) => sum + files.length, 0);
}

/** Only what failed before or was not reached; nothing is archived by it. */
async function restricted(manager: EntityManager, plan: SourcePlan, retryOf: string): Promise<SourcePlan> {
  const { keys, paths } = await filesOfRetry(manager, retryOf);
  if (keys.size === 0 && paths.size === 0) return plan;
  const documents = plan.documents.filter(
    (document) =>
      keys.has(documentKey(document)) || document.files.some((file) => paths.has(reportedPath(document, file))),
  );
  return { ...plan, documents, problems: plan.problems.filter(({ path }) => paths.has(path)) };
}

function workOf(plan: SourcePlan, survey: PlanSurvey): NewWork[] {
  const ingest = survey.documents.flatMap(({ document, key, survey: { isUnchanged } }): NewWork[] => {
    if (isUnchanged) return [];
    const order: WorkOrder = { root: plan.root, folder: plan.folder, document };
    const files = document.files.length;
    return [{ key, action: 'INGEST', state: 'WAITING', plan: order, files, documentId: null }];
  });
  const refused = survey.refused.map(({ document, key }): NewWork => {
    return { key, action: 'INGEST', state: 'FAILED', plan: null, files: document.files.length, documentId: null };
  });
  const archive = survey.missing.map(({ id, key }): NewWork => {
    return { key, action: 'ARCHIVE', state: 'WAITING', plan: null, files: 0, documentId: id };
  });
  return [...ingest, ...refused, ...archive];
}

/**
 * Unchanged documents are counted and need no work; a run that finds nothing else writes no row but its own.
 * @returns false if the job was taken away meanwhile.
 * @throws ArchiveUnconfirmedError, and NotFoundError, ManifestError, BadInputError when the source can't be opened.
 */
export async function planJob(parts: IngestParts, job: PlannedJob, signal: AbortSignal): Promise<boolean> {
  const { dataSource } = parts;
  const { manager } = dataSource;
  const opened = await openApart(job.request, parts.sources, signal);
  const plan = job.retryOf === null ? opened : await restricted(manager, opened, job.retryOf);
  const rules = await widePlacements(manager);
  const survey = await surveyPlan(manager, plan, createSourceFiles(plan.folder, plan.root), {
    signal,
    versionOf: (document) =>
      dataSource.transaction(async (inside) => ensureVersion(inside, placedVersion(document, rules))),
  });
  if (job.retryOf === null) checkConsent(plan.root, survey, job.request.allowArchive === true);
  const unchanged = survey.documents.filter(({ survey: { isUnchanged } }) => isUnchanged);
  const jobPlan: JobPlan = {
    work: workOf(plan, job.retryOf === null ? survey : { ...survey, missing: [] }),
    files: [...problemRows(plan), ...survey.refused.flatMap(refusalRows)].map((row) => ({ ...row, documentId: null })),
    filesTotal: filesIn(plan.documents),
    unchanged: filesIn(unchanged.map(({ document }) => document)),
    warnings: plan.warnings,
    root: plan.root,
  };
  return dataSource.transaction(async (inside) => {
    if (!(await savePlan(inside, job.id, parts.owner, jobPlan))) return false;
    if (job.retryOf === null) await replaceManifestExpectations(inside, plan.root, plan.expectations ?? []);
    return true;
  });
}

export interface IngestPreview {
  readonly location: string;
  readonly files: readonly FileRow[];
  readonly warnings: readonly string[];
  /** It would archive so much that it has to be allowed. */
  readonly needsAllowArchive: boolean;
  readonly manifest: PlanManifest | null;
  readonly versions: readonly PlannedVersionRow[];
  readonly takenProducts: readonly TakenProduct[];
}

/** What a run would do, by reading and hashing; writes nothing to the library (pages are fetched, archives unpacked). */
export async function previewIngest(
  { dataSource: { manager }, sources }: IngestParts,
  request: IngestRequest,
  signal?: AbortSignal,
): Promise<IngestPreview> {
  const plan = await openApart(request, sources, signal);
  const source = createSourceFiles(plan.folder, plan.root);
  const rules = await widePlacements(manager);
  const known = new Set<string>();
  const survey = await surveyPlan(manager, plan, source, {
    versionOf: async (document) => {
      const version = await findVersion(manager, placedVersion(document, rules));
      if (version !== undefined) known.add(versionPath(document, rules));
      return version;
    },
    ...(signal !== undefined && { signal }),
  });
  const files: FileRow[] = [...problemRows(plan), ...survey.refused.flatMap(refusalRows)];
  for (const { document, stored, survey: seen } of survey.documents) {
    const before = stored && { document: stored, files: seen.isUnchanged ? [] : await storedFiles(manager, stored.id) };
    files.push(...(await expectedOutcomes(document, seen, source, before)));
  }
  for (const { key } of survey.missing) {
    files.push({ path: key, outcome: 'ARCHIVED', reasonCode: null, reason: 'The source no longer has it.' });
  }
  const { root: location, warnings, manifest = null } = plan;
  const surveyed = survey.documents.map(({ document }) => document);
  const versions = plannedVersions(surveyed, rules, known);
  const taken = await takenProducts(manager, survey.refused);
  return {
    ...{ location, files, warnings, manifest, versions },
    needsAllowArchive: needsConsent(survey),
    takenProducts: taken,
  };
}
