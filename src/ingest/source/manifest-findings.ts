/** What is to be said of a manifest that somebody writes, by the parser, the schema and the limits of an ingest. */
import { ManifestError } from '../../errors.js';
import { manifestStart, type ManifestProblem, type ManifestProblemCode, type TextPlace } from './manifest-problem.js';
import { checkManifest } from './plan-manifest.js';

export type ManifestFindingCode = ManifestProblemCode | 'VENDOR_MISSING' | 'UNCHECKED';

export interface ManifestFinding extends TextPlace {
  /** With an error no ingest takes the manifest. */
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: ManifestFindingCode;
  readonly message: string;
  /** Such as `entries[3].version.releasedOn`; empty for the whole text. */
  readonly path: string;
}

export interface ManifestFindings {
  /** In the order of the text; the first hundred. */
  readonly findings: readonly ManifestFinding[];
  /** How many there are. */
  readonly count: number;
}

const shownWarnings = 100;

function findingOf(
  { line, column, code, field, problem }: ManifestProblem,
  severity: 'ERROR' | 'WARNING',
): ManifestFinding {
  return { severity, code, message: problem, line, column, path: field };
}

export function warningOf(code: ManifestFindingCode, message: string): ManifestFinding {
  return { ...manifestStart, severity: 'WARNING', code, message, path: '' };
}

/** Warnings are told where nothing is wrong. */
export async function manifestFindings(text: string): Promise<ManifestFindings> {
  try {
    const { doubts, vendor, entries } = await checkManifest({ file: 'library.yaml', text });
    const findings = doubts.map((doubt) => findingOf(doubt, 'WARNING'));
    if (vendor === undefined && entries.some((entry) => entry.vendor === undefined)) {
      findings.push(
        warningOf('VENDOR_MISSING', 'no vendor is named, so products go to "Unassigned"; write vendor: NAME'),
      );
    }
    return { findings: findings.slice(0, shownWarnings), count: findings.length };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const { problems, count } = error.details as { problems: readonly ManifestProblem[]; count: number };
    return { findings: problems.map((problem) => findingOf(problem, 'ERROR')), count };
  }
}
