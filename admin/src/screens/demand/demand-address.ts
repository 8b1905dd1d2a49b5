/** What the demand screen shows, as its address says. */
import type { Search } from '../../list/shown.js';
import { words } from '../../words/en.js';
import type { Group } from './operations.js';

export type Verdict = Group['verdict'];
export type State = Group['state'];
type Ending = Group['questions']['nodes'][number]['verdict'];

export const verdicts = Object.keys(words.demand.verdicts) as readonly Verdict[];
export const states = Object.keys(words.demand.states) as readonly State[];

export type Report = keyof typeof words.demand.reports;
export const reports = Object.keys(words.demand.reports) as readonly Report[];

export const dayChoices = [7, 30, 90, 365] as const;
const usualDays = 30;

export function reportOf({ report }: Search): Report {
  return reports.find((name) => name === report) ?? 'work';
}

export interface DemandScope {
  readonly days: number;
  readonly product: string | null;
  readonly version: string | null;
  readonly client: string | null;
}

export function scopeOf({ days, product, version, client }: Search): DemandScope {
  const given = Number(days);
  return {
    days: Number.isInteger(given) && given >= 1 && given <= 3_650 ? given : usualDays,
    ...{ product: product ?? null, version: version ?? null, client: client ?? null },
  };
}

/** Which groups a report is about. Absent: all of them. */
export interface GroupFilter {
  readonly verdicts?: readonly Verdict[];
  readonly states?: readonly State[];
  readonly endings?: readonly Ending[];
  readonly unopened?: true;
}

const unanswered: readonly Verdict[] = ['CONTENT_GAP', 'VERSION_GAP', 'SCOPE_GAP', 'WORDING_GAP'];
const undone: readonly State[] = ['OPEN', 'PLANNED'];

const ofReports: Partial<Record<Report, GroupFilter>> = {
  work: { verdicts: unanswered, states: undone },
  popular: {},
  nothing: { endings: ['NOTHING_FOUND'] },
  irrelevant: { endings: ['NOTHING_RELEVANT'] },
  absent: { endings: ['VERSION_ABSENT'] },
  unknown: { endings: ['UNKNOWN_NAME'] },
  unopened: { unopened: true },
};

/** Null for reports that are not about groups. */
export function groupFilterOf(search: Search): GroupFilter | null {
  const filter = ofReports[reportOf(search)];
  if (filter === undefined) return null;
  const verdict = verdicts.find((name) => name === search['verdict']);
  const state = states.find((name) => name === search['state']);
  return {
    ...filter,
    ...(verdict !== undefined && { verdicts: [verdict] }),
    ...(state !== undefined && { states: [state] }),
    ...(search['state'] === 'ALL' && { states }),
  };
}
