/** Lines of work for the day. A line is there as long as there is something to do. */
import { words } from '../../words/en.js';
import { noneStated, undecided } from '../../list/shown.js';
import type { TodayAnswer } from './today-operations.js';

export interface WorkLine {
  readonly key: string;
  readonly text: string;
  /** Address within the console. */
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly isUrgent?: true;
}

const { work } = words.today;

/** Sources whose last ingest failed, or left files behind; another ingest that goes well takes the line away. */
function failures({ ingestSources }: TodayAnswer): WorkLine[] {
  return ingestSources.nodes.flatMap(({ location, lastJob }): WorkLine[] => {
    if (lastJob === null || lastJob.acknowledgedAt !== null) return [];
    const { id, state, counts } = lastJob;
    const hasFailed = state === 'FAILED' || state === 'INTERRUPTED';
    if (!hasFailed && counts.failed === 0) return [];
    const text = hasFailed ? work.failed(location) : work.failedFiles(counts.failed, location);
    return [{ key: id, text, to: `/jobs/${encodeURIComponent(id)}`, isUrgent: true }];
  });
}

export function workOf(answer: TodayAnswer): WorkLine[] {
  const counted: readonly (WorkLine & { readonly amount: number })[] = [
    { key: 'running', amount: answer.running.totalCount, text: work.running(answer.running.totalCount), to: '/jobs' },
    {
      key: 'proposals',
      amount: answer.proposed.totalCount,
      text: work.proposals(answer.proposed.totalCount),
      to: '/proposals',
      search: { kind: 'CORRECTION' },
    },
    {
      key: 'feedback',
      amount: answer.feedback.totalCount,
      text: work.feedback(answer.feedback.totalCount),
      to: '/proposals',
      search: { kind: 'FEEDBACK' },
    },
    {
      key: 'review',
      amount: answer.curationReview.totalCount,
      text: work.review(answer.curationReview.totalCount),
      to: '/review',
    },
    {
      key: 'orphans',
      amount: answer.orphanedCuration.totalCount,
      text: work.orphans(answer.orphanedCuration.totalCount),
      to: '/review',
    },
    {
      key: 'unassigned',
      amount: answer.unassigned.totalCount,
      text: work.unassigned(answer.unassigned.totalCount),
      to: '/products',
      search: { vendor: 'unassigned' },
    },
    {
      key: 'unclassified',
      amount: answer.unclassified.totalCount,
      text: work.unclassified(answer.unclassified.totalCount),
      to: '/documents',
      search: { kind: `OTHER${undecided}` },
    },
    {
      key: 'language',
      amount: answer.withoutLanguage.totalCount,
      text: work.withoutLanguage(answer.withoutLanguage.totalCount),
      to: '/documents',
      search: { language: `${noneStated}${undecided}` },
    },
    {
      key: 'titles',
      amount: answer.titledByName.totalCount,
      text: work.titledByName(answer.titledByName.totalCount),
      to: '/documents',
      search: { titles: 'stated' },
    },
    {
      key: 'text',
      amount: answer.withoutText.totalCount,
      text: work.withoutText(answer.withoutText.totalCount),
      to: '/documents',
      search: { text: 'missing', order: 'NO_TEXT_DESC' },
    },
    {
      key: 'drafts',
      amount: answer.drafts.totalCount,
      text: work.drafts(answer.drafts.totalCount),
      to: '/documents',
      search: { state: 'DRAFT' },
    },
  ];
  return [...failures(answer), ...counted.filter(({ amount }) => amount > 0)];
}
