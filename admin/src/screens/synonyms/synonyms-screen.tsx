/** Synonyms: what finds what, and where. */
import { useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import {
  deleteSynonymMutation,
  restoreSynonymMutation,
  synonymsQuery,
  type Synonym,
} from '../../settings/synonym-operations.js';
import { useDelete } from '../../settings/use-delete.js';
import { emptySynonym, SynonymDialog, synonymDraftOf } from '../../settings/synonym-dialog.js';

const nameOf = ({ terms }: Synonym): string => terms.join(', ');

interface ActionsProps {
  readonly synonym: Synonym;
  readonly onEdit: (synonym: Synonym) => void;
}

function Actions({ synonym, onEdit }: ActionsProps): JSX.Element {
  const name = nameOf(synonym);
  const operations = { remove: deleteSynonymMutation, restore: restoreSynonymMutation };
  const { remove, isPending } = useDelete(operations, { id: synonym.id, revision: synonym.revision, name });
  return (
    <span className="row">
      <button
        type="button"
        className="secondary small"
        aria-label={words.synonyms.editOf(name)}
        onClick={() => {
          onEdit(synonym);
        }}
      >
        {words.settings.edit}
      </button>
      <button
        type="button"
        className="danger small"
        aria-label={words.synonyms.deleteOf(name)}
        disabled={isPending}
        onClick={remove}
      >
        {words.settings.delete}
      </button>
    </span>
  );
}

const titles = words.synonyms.columns;

function columnsWith(onEdit: (synonym: Synonym) => void): readonly Column<Synonym>[] {
  return [
    {
      key: 'terms',
      title: titles.terms,
      isHeading: true,
      cell: (synonym) => (
        <>
          {nameOf(synonym)} {!synonym.isEnabled && <span className="chip">{words.settings.isOff}</span>}
          {synonym.note !== null && <span className="minor">{synonym.note}</span>}
        </>
      ),
    },
    {
      key: 'finds',
      title: titles.finds,
      cell: ({ alternatives }) => (alternatives.length === 0 ? words.synonyms.eachOther : alternatives.join(', ')),
    },
    {
      key: 'scope',
      title: titles.scope,
      cell: ({ vendor, product }) => words.settings.scope([vendor, product].filter((part) => part !== null)),
    },
    {
      key: 'changed',
      title: titles.changed,
      cell: ({ changedAt, callerName }) => (
        <>
          <When at={changedAt} /> <span className="minor">{callerName}</span>
        </>
      ),
    },
    { key: 'actions', title: titles.actions, cell: (synonym) => <Actions synonym={synonym} onEdit={onEdit} /> },
  ];
}

function Synonyms({ onEdit }: { readonly onEdit: (synonym: Synonym) => void }): JSX.Element {
  const address = useListAddress();
  const { q } = address.filters;
  const query = useAsk(synonymsQuery, {
    contains: q ?? null,
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <>
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={words.settings.search} isMain />
      </FilterBar>
      <Answer of={query}>
        {({ synonyms: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={words.synonyms.empty}>
              <p>{words.synonyms.emptyText}</p>
            </Empty>
          ) : (
            <>
              <DataTable
                caption={words.synonyms.title}
                columns={columnsWith(onEdit)}
                rows={nodes}
                keyOf={({ id }) => id}
                nameOf={nameOf}
              />
              <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
    </>
  );
}

export function SynonymsScreen(): JSX.Element {
  const [open, setOpen] = useState<Synonym | 'new' | null>(null);
  return (
    <Guard action="CURATION_READ">
      <Screen
        title={words.synonyms.title}
        about={words.synonyms.about}
        actions={
          <button
            type="button"
            onClick={() => {
              setOpen('new');
            }}
          >
            {words.synonyms.make}
          </button>
        }
      >
        <Synonyms onEdit={setOpen} />
        {open !== null && (
          <SynonymDialog
            draft={open === 'new' ? emptySynonym : synonymDraftOf(open)}
            seen={open === 'new' ? null : open}
            onClose={() => {
              setOpen(null);
            }}
          />
        )}
      </Screen>
    </Guard>
  );
}
