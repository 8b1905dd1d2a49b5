/** All documents: filtered, sorted, selected, changed in bulk. */
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { ask } from '../../api/ask.js';
import { askAhead } from '../../api/client.js';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { csvQuery } from '../../bulk/operations.js';
import { documentKinds } from '../../fields/curated-fields.js';
import { useCatalogueChoices } from '../../list/catalogue-choices.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { listOf, pageSize, useListAddress, type ListAddress, type Search } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { useSelection, type ListSelection } from '../../list/selection.js';
import { MoveDialog } from '../../moves/move-dialog.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { download } from '../../ui/download.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { useSay } from '../../ui/toasts.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { BulkDialog } from './bulk-dialog.js';
import { filterOf, filterOfIds, orderOf, type DocumentFilter } from './document-filter.js';

const documentsQuery = graphql(`
  query Documents($filter: DocumentFilterInput!, $orderBy: DocumentOrder!, $first: Int!, $offset: Int!) {
    documents(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        slug
        title
        kind
        language
        state
        pageCount
        pagesWithoutText
        updatedAt
        version {
          slug
          label
          product {
            slug
            name
          }
        }
      }
    }
  }
`);

type DocumentRow = ResultOf<typeof documentsQuery>['documents']['nodes'][number];
const titles = words.library.columns;

const columns: readonly Column<DocumentRow>[] = [
  {
    key: 'title',
    title: titles.title,
    isHeading: true,
    orders: ['TITLE_ASC', 'TITLE_DESC'],
    cell: ({ title, slug, version, state }) => (
      <>
        <Link
          to="/documents/$product/$version/$document"
          params={{ product: version.product.slug, version: version.slug, document: slug }}
          dir="auto"
        >
          {title}
        </Link>{' '}
        {state !== 'PUBLISHED' && <span className="chip is-warn">{words.states[state]}</span>}
      </>
    ),
  },
  {
    key: 'version',
    title: titles.version,
    orders: ['PATH_ASC', 'PATH_DESC'],
    cell: ({ version }) => `${version.product.name} ${version.label}`,
  },
  {
    key: 'kind',
    title: titles.kind,
    orders: ['KIND_ASC', 'KIND_DESC'],
    cell: ({ kind }) => words.documentKinds[kind],
  },
  { key: 'language', title: titles.language, cell: ({ language }) => language ?? '—' },
  {
    key: 'pages',
    title: titles.noText,
    isNumber: true,
    orders: ['NO_TEXT_DESC', 'NO_TEXT_ASC'],
    cell: ({ pagesWithoutText, pageCount }) =>
      pageCount === null ? '—' : words.library.ofPages(pagesWithoutText, pageCount),
  },
  {
    key: 'changed',
    title: titles.changed,
    orders: ['CHANGED_DESC', 'CHANGED_ASC'],
    cell: ({ updatedAt }) => <When at={updatedAt} />,
  },
];

function Filters({ address }: { readonly address: ListAddress }): JSX.Element {
  const { vendors, products } = useCatalogueChoices();
  const { filters } = words.library;
  return (
    <FilterBar address={address}>
      <TextFilter address={address} name="q" label={filters.title} isMain />
      <ChoiceFilter address={address} name="vendor" label={filters.vendor} choices={vendors} />
      <ChoiceFilter address={address} name="product" label={filters.product} choices={products} />
      <TextFilter address={address} name="version" label={filters.version} />
      <ChoiceFilter
        address={address}
        name="kind"
        label={filters.kind}
        choices={documentKinds.map((kind) => [kind, words.documentKinds[kind]])}
      />
      <TextFilter address={address} name="language" label={filters.language} />
      <ChoiceFilter
        address={address}
        name="state"
        label={filters.state}
        any={words.states.PUBLISHED}
        choices={(['HIDDEN', 'DRAFT', 'ARCHIVED'] as const).map((state) => [state, words.states[state]])}
      />
      <ChoiceFilter
        address={address}
        name="text"
        label={filters.text}
        choices={[['missing', words.library.withoutText]]}
      />
    </FilterBar>
  );
}

interface BarProps {
  readonly selection: ListSelection;
  readonly total: number;
  readonly shown: number;
  readonly onEdit: () => void;
  readonly onMove: () => void;
  readonly filter: DocumentFilter;
}

function SelectionBar({ selection, total, shown, onEdit, onMove, filter }: BarProps): JSX.Element {
  const say = useSay();
  const amount = selection.count(total);
  const isPartial = !selection.isAll && total > shown && amount >= shown;
  const saveCsv = async (): Promise<void> => {
    try {
      const { curationCsv } = await ask(csvQuery, { filter });
      download('documents.csv', curationCsv, 'text/csv');
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="selection row" role="group" aria-label={words.library.selection}>
      <span aria-live="polite">{words.library.selected(amount, total)}</span>
      {isPartial && (
        <button type="button" className="plain" onClick={selection.selectAll}>
          {words.library.selectAll(total)}
        </button>
      )}
      {amount > 0 && (
        <>
          <button type="button" className="plain" onClick={selection.clear}>
            {words.library.clear}
          </button>
          <button type="button" className="small" onClick={onEdit}>
            {words.library.edit(amount)}
          </button>
          <button type="button" className="secondary small" onClick={onMove}>
            {words.library.move(amount)}
          </button>
        </>
      )}
      <span className="spread" />
      <button type="button" className="secondary small" onClick={() => void saveCsv()}>
        {words.library.csv(amount > 0 ? amount : total)}
      </button>
    </div>
  );
}

function questionFor({ filters, order, page }: Pick<ListAddress, 'filters' | 'order' | 'page'>) {
  return {
    filter: filterOf(filters),
    orderBy: orderOf(order),
    ...{ first: pageSize, offset: (page - 1) * pageSize },
  };
}

/** Asks for the list before the screen is there. */
export function ahead(search: Search): void {
  askAhead(documentsQuery, questionFor(listOf(search)));
}

function Documents(): JSX.Element {
  const address = useListAddress();
  const mayEdit = useMay('CURATION_EDIT');
  const question = questionFor(address);
  const { filter } = question;
  const selection = useSelection(JSON.stringify(filter));
  const [isEditing, setEditing] = useState(false);
  const [isMoving, setMoving] = useState(false);
  const query = useAsk(documentsQuery, question);
  const chosen = selection.isAll || selection.ids.size === 0 ? filter : filterOfIds(selection.ids);
  return (
    <>
      <Filters address={address} />
      <Answer of={query}>
        {({ documents: { nodes, totalCount } }) => (
          <>
            {totalCount === 0 ? (
              <Empty title={words.library.empty}>
                <p>{words.library.emptyText}</p>
              </Empty>
            ) : (
              <>
                <SelectionBar
                  selection={selection}
                  total={totalCount}
                  shown={nodes.length}
                  filter={chosen}
                  onEdit={() => {
                    setEditing(true);
                  }}
                  onMove={() => {
                    setMoving(true);
                  }}
                />
                <DataTable
                  caption={words.library.documents}
                  columns={columns}
                  rows={nodes}
                  keyOf={({ id }) => id}
                  nameOf={({ title, version }) => `${title}, ${version.product.name} ${version.label}`}
                  order={address.order ?? 'PATH_ASC'}
                  onOrder={(order) => {
                    address.change({ order });
                  }}
                  {...(mayEdit && { selection: selection.of(nodes.map(({ id }) => id)) })}
                />
              </>
            )}
            <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            {isMoving && (
              <MoveDialog
                title={words.moves.ofDocuments(selection.count(totalCount))}
                moved={{ kind: 'DOCUMENT', filter: chosen }}
                onClose={() => {
                  setMoving(false);
                }}
                onMade={() => {
                  setMoving(false);
                  selection.clear();
                }}
              />
            )}
            {isEditing && (
              <BulkDialog
                filter={chosen}
                amount={selection.count(totalCount)}
                onClose={() => {
                  setEditing(false);
                }}
                onApplied={selection.clear}
              />
            )}
          </>
        )}
      </Answer>
    </>
  );
}

export function DocumentsScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={words.library.documents} about={words.library.about}>
        <Documents />
      </Screen>
    </Guard>
  );
}
