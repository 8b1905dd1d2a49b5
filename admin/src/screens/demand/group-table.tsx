/** Groups of questions: their wordings, how often they are asked and by whom, and what becomes of them. */
import type { JSX } from 'react';
import { DataTable, type Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import type { Group } from './operations.js';

const { columns: titles } = words.demand;

export const questionOf = ({ questions }: Group): string => questions.nodes[0]?.query ?? words.none;

/** What it was asked of, each name once. */
export function placesOf({ questions }: Group): string[] {
  return [...new Set(questions.nodes.flatMap(({ products, versions }) => [...products, ...versions]))];
}

export function StateOf({ group }: { readonly group: Group }): JSX.Element {
  const { state, answeredSince } = group;
  return (
    <>
      <span className="chip">{words.demand.states[state]}</span>
      {answeredSince !== null && (
        <span className="minor">
          {words.demand.answeredSince} <When at={answeredSince} />
        </span>
      )}
    </>
  );
}

function Question({ group }: { readonly group: Group }): JSX.Element {
  const [, ...others] = group.questions.nodes;
  return (
    <>
      <span dir="auto">{questionOf(group)}</span>
      {others.length > 0 && (
        <details>
          <summary>{words.demand.wordings(others.length)}</summary>
          <ul>
            {others.map(({ normalised, query, searches }) => (
              <li key={normalised} dir="auto">
                {query} <small>{number(searches)}×</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function columnsWith(onOpen: (group: Group) => void): readonly Column<Group>[] {
  return [
    { key: 'question', title: titles.question, isHeading: true, cell: (group) => <Question group={group} /> },
    {
      key: 'verdict',
      title: titles.verdict,
      cell: (group) => (
        <>
          {words.demand.verdicts[group.verdict]} <StateOf group={group} />
          {group.isVerdictGiven && <span className="minor">{words.demand.given}</span>}
        </>
      ),
    },
    { key: 'searches', title: titles.searches, isNumber: true, cell: ({ searches }) => number(searches) },
    { key: 'opened', title: titles.opened, isNumber: true, cell: ({ opened }) => number(opened) },
    { key: 'of', title: titles.of, cell: (group) => placesOf(group).join(', ') || '—' },
    { key: 'clients', title: titles.clients, cell: ({ clients }) => clients.join(', ') || '—' },
    { key: 'first', title: titles.first, cell: ({ firstAsked }) => <When at={firstAsked} /> },
    { key: 'last', title: titles.last, cell: ({ lastAsked }) => <When at={lastAsked} /> },
    {
      key: 'mend',
      title: titles.mend,
      cell: (group) => (
        <button
          type="button"
          className="secondary small"
          aria-label={words.demand.openOf(questionOf(group))}
          onClick={() => {
            onOpen(group);
          }}
        >
          {words.demand.open}
        </button>
      ),
    },
  ];
}

export interface GroupTableProps {
  readonly caption: string;
  readonly groups: readonly Group[];
  readonly onOpen: (group: Group) => void;
}

export function GroupTable({ caption, groups, onOpen }: GroupTableProps): JSX.Element {
  return (
    <DataTable
      caption={caption}
      columns={columnsWith(onOpen)}
      rows={groups}
      keyOf={({ questions }) => questions.nodes[0]?.normalised ?? ''}
      nameOf={questionOf}
    />
  );
}
