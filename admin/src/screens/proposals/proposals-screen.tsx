/** What readers and programs propose, and what they say is wrong: one queue, answered by keys. */
import { useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { ChoiceFilter, FilterBar, TextFilter, WhoseFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress, type ListAddress } from '../../list/list-address.js';
import type { Density } from '../../list/shown.js';
import { Pager } from '../../list/pager.js';
import { useSelection } from '../../list/selection.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { ViewedList } from '../../views/viewed-list.js';
import { words } from '../../words/en.js';
import { AnswerDialog } from './answer-dialog.js';
import { proposalsQuery, type Proposal } from './operations.js';
import { Subject, Wish } from './proposal-cells.js';
import { useAccept } from './use-accept.js';
import './proposals.css';

const titles = words.proposals.columns;
const states = ['OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN', 'DONE', 'NOT_OURS'] as const;
const kinds = ['CORRECTION', 'FEEDBACK'] as const;
const subjectKinds = ['VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT'] as const;

const described: readonly Column<Proposal>[] = [
  { key: 'what', title: titles.what, isHeading: true, cell: (proposal) => <Subject proposal={proposal} /> },
  { key: 'wish', title: titles.wish, cell: (proposal) => <Wish proposal={proposal} /> },
  {
    key: 'who',
    title: titles.who,
    cell: ({ authorName, door, at }) => (
      <>
        {words.proposals.author(authorName, door)}
        <span className="minor">
          <When at={at} />
        </span>
      </>
    ),
  },
];

interface Actions {
  readonly isPending: boolean;
  readonly isOpen: (proposal: Proposal) => boolean;
  /** Those that can be accepted; feedback is closed instead. */
  readonly accept: (proposals: readonly Proposal[]) => void;
  readonly close: (proposals: readonly Proposal[]) => void;
}

function RowActions({ proposal, actions }: { readonly proposal: Proposal; readonly actions: Actions }): JSX.Element {
  const { subjectPath, kind, isStale, authorName } = proposal;
  const name = `${subjectPath}, ${authorName}`;
  return (
    <span className="row">
      {kind === 'CORRECTION' && (
        <button
          type="button"
          className="small"
          aria-label={words.proposals.acceptOf(name)}
          disabled={isStale || actions.isPending}
          onClick={() => {
            actions.accept([proposal]);
          }}
        >
          {words.proposals.accept}
        </button>
      )}
      <button
        type="button"
        className="secondary small"
        aria-label={kind === 'CORRECTION' ? words.proposals.rejectOf(name) : words.proposals.closeOf(name)}
        onClick={() => {
          actions.close([proposal]);
        }}
      >
        {kind === 'CORRECTION' ? words.proposals.reject : words.proposals.close}
      </button>
    </span>
  );
}

function columnsOf(actions: Actions | null): readonly Column<Proposal>[] {
  if (actions === null) return described;
  const cell = (proposal: Proposal) =>
    actions.isOpen(proposal) ? <RowActions proposal={proposal} actions={actions} /> : null;
  return [...described, { key: 'answer', title: titles.answer, cell }];
}

function filterOf({ state = 'OPEN', kind, path, who, by, subject, of }: ListAddress['filters']) {
  return {
    ...(state !== 'ANY' && { states: states.filter((name) => name === state) }),
    ...(kind !== undefined && { kinds: kinds.filter((name) => name === kind) }),
    ...(subject !== undefined && { subjectKinds: subjectKinds.filter((name) => name === subject) }),
    ...(of !== undefined && { paths: [of] }),
    ...(path !== undefined && { pathContains: path }),
    ...(by === 'me' && { mine: true }),
    ...(who !== undefined && { authorContains: who }),
  };
}

function Filters({ address }: { readonly address: ListAddress }): JSX.Element {
  const { filters } = words.proposals;
  return (
    <FilterBar address={address}>
      <TextFilter address={address} name="path" label={filters.path} isMain />
      <TextFilter address={address} name="who" label={filters.who} />
      <WhoseFilter address={address} />
      <ChoiceFilter
        address={address}
        name="kind"
        label={filters.kind}
        choices={kinds.map((name) => [name, words.proposals.kinds[name]])}
      />
      <ChoiceFilter
        address={address}
        name="state"
        label={filters.state}
        any={words.proposals.states.OPEN}
        choices={[
          ...states.filter((name) => name !== 'OPEN').map((name) => [name, words.proposals.states[name]] as const),
          ['ANY', words.proposals.anyState],
        ]}
      />
      {address.filters['of'] !== undefined && <p>{words.proposals.onlyOf(address.filters['of'])}</p>}
    </FilterBar>
  );
}

interface QueueProps {
  readonly rows: readonly Proposal[];
  readonly listKey: string;
  readonly density: Density;
}

interface SelectionBarProps {
  readonly selected: readonly Proposal[];
  readonly actions: Actions;
}

/** What can be done with all that is selected. */
function SelectionBar({ selected, actions: { isPending, accept, close } }: SelectionBarProps): JSX.Element {
  const corrections = selected.filter(({ kind }) => kind === 'CORRECTION');
  const feedback = selected.filter(({ kind }) => kind === 'FEEDBACK');
  return (
    <div className="selection row" role="group" aria-label={words.proposals.selection}>
      <span aria-live="polite">{words.proposals.selected(selected.length)}</span>
      {corrections.length > 0 && (
        <>
          <button
            type="button"
            className="small"
            disabled={isPending}
            onClick={() => {
              accept(corrections);
            }}
          >
            {words.proposals.acceptMany(corrections.length)}
          </button>
          <button
            type="button"
            className="secondary small"
            onClick={() => {
              close(corrections);
            }}
          >
            {words.proposals.rejectMany(corrections.length)}
          </button>
        </>
      )}
      {feedback.length > 0 && (
        <button
          type="button"
          className="secondary small"
          onClick={() => {
            close(feedback);
          }}
        >
          {words.proposals.closeMany(feedback.length)}
        </button>
      )}
    </div>
  );
}

function Queue({ rows, listKey, density }: QueueProps): JSX.Element {
  const mayEdit = useMay('CURATION_EDIT');
  const selection = useSelection(listKey);
  const [closing, setClosing] = useState<readonly Proposal[]>([]);
  const { accept, answered, isPending } = useAccept(selection.clear);
  const open = rows.filter(({ id, state }) => state === 'OPEN' && !answered.has(id));
  const selected = open.filter(({ id }) => selection.ids.has(id));
  const actions: Actions = { isPending, isOpen: (row) => open.includes(row), accept, close: setClosing };
  /** What a key acts on: what is selected, or else the row. */
  const meant = (row: Proposal | undefined): readonly Proposal[] =>
    selected.length > 0 ? selected : row !== undefined && open.includes(row) ? [row] : [];
  /** Feedback has nothing to accept: it is closed. */
  const acceptMeant = (row: Proposal | undefined): void => {
    const acceptable = meant(row).filter(({ kind }) => kind === 'CORRECTION');
    if (acceptable.length > 0) accept(acceptable);
    else setClosing(meant(row));
  };
  const closeMeant = (row: Proposal | undefined): void => {
    const [first, ...others] = meant(row);
    if (first !== undefined) setClosing([first, ...others.filter(({ kind }) => kind === first.kind)]);
  };
  return (
    <>
      {selected.length > 0 && <SelectionBar selected={selected} actions={actions} />}
      <DataTable
        caption={words.proposals.title}
        columns={columnsOf(mayEdit ? actions : null)}
        density={density}
        rows={rows}
        keyOf={({ id }) => id}
        nameOf={({ subjectPath, authorName }) => `${subjectPath}, ${authorName}`}
        {...(mayEdit && {
          selection: selection.of(open.map(({ id }) => id)),
          keys: { a: acceptMeant, r: closeMeant },
        })}
      />
      {closing.length > 0 && (
        <AnswerDialog
          proposals={closing}
          onClose={() => {
            setClosing([]);
          }}
          onDone={() => {
            setClosing([]);
            selection.clear();
          }}
        />
      )}
    </>
  );
}

function Proposals(): JSX.Element {
  const address = useListAddress();
  const filter = filterOf(address.filters);
  const query = useAsk(proposalsQuery, { filter, first: pageSize, offset: (address.page - 1) * pageSize });
  return (
    <ViewedList list="PROPOSALS" address={address}>
      <Filters address={address} />
      <Answer of={query}>
        {({ proposals: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={words.proposals.empty}>
              <p>{words.proposals.emptyText}</p>
            </Empty>
          ) : (
            <>
              <Queue rows={nodes} listKey={JSON.stringify(filter)} density={address.density} />
              <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
    </ViewedList>
  );
}

export function ProposalsScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={words.proposals.title} about={words.proposals.about}>
        <Proposals />
      </Screen>
    </Guard>
  );
}
