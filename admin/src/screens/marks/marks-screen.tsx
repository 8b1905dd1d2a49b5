/** Passages and pages that are hidden or marked as wrong: where, why, since when, and what of it is on nothing. */
import { useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { MarkDialog } from '../../marks/mark-dialog.js';
import { marksQuery, type Mark } from '../../marks/operations.js';
import { useUnmark, type Unmark } from '../../marks/use-unmark.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';

const { marks } = words;
const titles = marks.columns;
const longest = 160;

function textOf({ passage, firstPage, lastPage }: Mark): string {
  if (passage === null) return marks.pages(firstPage ?? 0, lastPage ?? 0);
  const text = passage.replaceAll(/\s+/gu, ' ').trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const placeOf = ({ product, version, document }: Mark): string =>
  [product, version ?? marks.everyVersion, document].join(' / ');

function columnsWith({ unmark, isPending }: Unmark, mayEdit: boolean): readonly Column<Mark>[] {
  const shared: readonly Column<Mark>[] = [
    {
      key: 'what',
      title: titles.what,
      isHeading: true,
      cell: (mark) => (
        <>
          {textOf(mark)} {mark.chunkCount === 0 && <span className="chip is-warn">{marks.dead}</span>}
        </>
      ),
    },
    { key: 'effect', title: titles.effect, cell: ({ effect }) => marks.done[effect] },
    { key: 'where', title: titles.where, cell: placeOf },
    { key: 'why', title: titles.why, cell: ({ reason }) => reason ?? '' },
    {
      key: 'changed',
      title: titles.changed,
      cell: ({ changedAt, callerName }) => (
        <>
          <When at={changedAt} /> <span className="minor">{callerName}</span>
        </>
      ),
    },
  ];
  if (!mayEdit) return shared;
  const remove: Column<Mark> = {
    key: 'actions',
    title: titles.actions,
    cell: (mark) => (
      <button
        type="button"
        className="secondary small"
        aria-label={marks.removeOf(textOf(mark))}
        disabled={isPending}
        onClick={() => {
          unmark(mark);
        }}
      >
        {marks.remove}
      </button>
    ),
  };
  return [...shared, remove];
}

function List(): JSX.Element {
  const address = useListAddress();
  const unmark = useUnmark();
  const mayEdit = useMay('CURATION_EDIT');
  const { q, product, effect, targets } = address.filters;
  const query = useAsk(marksQuery, {
    contains: q ?? null,
    product: product ?? null,
    effect: effect === 'HIDE' || effect === 'FLAG' ? effect : null,
    onlyDead: targets === 'dead',
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <>
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={words.settings.search} isMain />
        <TextFilter address={address} name="product" label={words.settings.product} />
        <ChoiceFilter
          address={address}
          name="effect"
          label={marks.fields.effect}
          choices={[
            ['HIDE', marks.done.HIDE],
            ['FLAG', marks.done.FLAG],
          ]}
        />
        <ChoiceFilter address={address} name="targets" label={marks.onlyDead} choices={[['dead', marks.dead]]} />
      </FilterBar>
      <Answer of={query}>
        {({ passageMarks: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={marks.empty}>
              <p>{marks.emptyText}</p>
            </Empty>
          ) : (
            <>
              <DataTable
                caption={marks.title}
                columns={columnsWith(unmark, mayEdit)}
                rows={nodes}
                keyOf={({ id }) => id}
                nameOf={textOf}
              />
              <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
    </>
  );
}

function PagesButton(): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  if (!useMay('CURATION_EDIT')) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setOpen(true);
        }}
      >
        {marks.markPages}
      </button>
      {isOpen && (
        <MarkDialog
          passage={null}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

export function MarksScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={marks.title} about={marks.about} actions={<PagesButton />}>
        <List />
      </Screen>
    </Guard>
  );
}
