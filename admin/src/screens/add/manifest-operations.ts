/** What the editor of a manifest asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const checkManifestQuery = graphql(`
  query CheckManifest($text: String!) {
    checkManifest(text: $text) {
      findingCount
      findings {
        severity
        message
        line
        column
        path
      }
    }
  }
`);

export type Findings = NonNullable<ResultOf<typeof checkManifestQuery>['checkManifest']>;
export type Finding = Findings['findings'][number];

/** What was wrong with a manifest when a plan was to be made with it. */
export interface Refusal {
  /** Null where it is not known here. */
  readonly text: string | null;
  readonly findings: Findings;
}

/** A plan that was refused because of its manifest says so in the details of the refusal. */
export function refusedFindings(details: Readonly<Record<string, unknown>>): Findings | null {
  const { problems, count } = details as {
    readonly count?: number;
    readonly problems?: readonly {
      readonly line: number;
      readonly column: number;
      readonly field: string;
      readonly problem: string;
    }[];
  };
  if (problems === undefined) return null;
  const findings = problems.map(({ line, column, field, problem }): Finding => {
    return { severity: 'ERROR', message: problem, line, column, path: field };
  });
  return { findingCount: count ?? findings.length, findings };
}
