/** Sees to it that no two documents of a plan get the same key: a job can hold and write only one of them. */
import { relative, sep } from 'node:path';
import { documentKey, type PlannedDocument, type PlannedFile, type PlanProblem, type SourcePlan } from './plan.js';

function placeOf(folder: string, { absolutePath }: PlannedFile): string {
  return relative(folder, absolutePath).split(sep).join('/');
}

/** @param reason says what is taken, by what, and what to do. */
export function takenFiles(folder: string, { files }: PlannedDocument, reason: string): PlanProblem[] {
  return files.map((file) => ({ path: placeOf(folder, file), code: 'SLUG_TAKEN', reason }));
}

/** Of documents with the same key the first is read; the files of the others fail, naming the first. */
export function withUniqueKeys(plan: SourcePlan): SourcePlan {
  const owners = new Map<string, PlannedDocument>();
  const problems: PlanProblem[] = [];
  const documents = plan.documents.filter((document) => {
    const key = documentKey(document);
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, document);
      return true;
    }
    const holder = owner.files.map((file) => placeOf(plan.folder, file)).at(0) ?? key;
    const reason =
      `It would be the document ${key}, which ${holder} is already. Rename one of the two, or give one of them another ` +
      'product, version or document: in a library.yaml, or by ingesting it alone with --product, --in or --document.';
    problems.push(...takenFiles(plan.folder, document, reason));
    return false;
  });
  return problems.length === 0 ? plan : { ...plan, documents, problems: [...plan.problems, ...problems] };
}
