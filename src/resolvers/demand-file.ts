/** Groups of questions as text that can be sent on. */
import { writeCell } from '../curation/csv-cells.js';
import type { QuestionGroup } from '../demand/question-groups.js';

const columns = [
  ...['group', 'verdict', 'question', 'searches', 'opened', 'products', 'versions', 'clients'],
  ...['first_asked', 'last_asked', 'state', 'note', 'answered_since'],
];

const dayOf = (time: Date | null): string => (time === null ? '' : new Date(time).toISOString().slice(0, 10));

/** A line a question; those of a group have its number. Lines end in CR and LF, as RFC 4180 wants it. */
export function groupsAsCsv(groups: readonly QuestionGroup[]): string {
  const lines = groups.flatMap(({ verdict, questions, state, note }, at) =>
    questions.map((question) =>
      [
        ...[String(at + 1), verdict, question.query, String(question.searches), String(question.opened)],
        ...[question.products.join(' '), question.versions.join(' '), question.clients.join(' ')],
        ...[dayOf(question.firstAsked), dayOf(question.lastAsked)],
        ...[state, note ?? '', dayOf(question.answeredSince)],
      ]
        .map(writeCell)
        .join(','),
    ),
  );
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

/** What is told of a group elsewhere. */
export function groupData(group: QuestionGroup): Readonly<Record<string, unknown>> {
  const { verdict, state, note, searches, opened, firstAsked, lastAsked, clients, answeredSince } = group;
  const questions = group.questions.map((question) => ({
    ...{ question: question.query, searches: question.searches, opened: question.opened, ending: question.verdict },
    ...{ products: question.products, versions: question.versions },
  }));
  return { verdict, state, note, searches, opened, firstAsked, lastAsked, clients, answeredSince, questions };
}

export function groupsAsJson(groups: readonly QuestionGroup[]): string {
  return JSON.stringify(groups.map(groupData), null, 2);
}
