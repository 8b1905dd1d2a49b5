/** All documents: filtered, sorted, selected, changed in bulk. */
import { useState, type JSX } from 'react';
import { askAhead } from '../../api/client.js';
import { useAsk } from '../../api/use-ask.js';
import { CsvButton } from '../../bulk/csv-button.js';
import { documentCsvQuery } from '../../bulk/operations.js';
import { CatalogueFilter } from '../../catalogue/catalogue-filter.js';
import { useCatalogueChoices, useLanguageChoices } from '../../catalogue/choices.js';
import { documentKinds } from '../../fields/curated-fields.js';
import {
  documentFilterOf,
  documentOrderOf,
  filterOfSelected,
  type DocumentFilter,
} from '../../list/document-filter.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { listOf, pageSize, useListAddress, type ListAddress } from '../../list/list-address.js';
import { isBare, noneStated, undecided, type Search } from '../../list/shown.js';
import { Pager } from '../../list/pager.js';
import { useSelection, type ListSelection } from '../../list/selection.js';
import { MoveDialog } from '../../moves/move-dialog.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { ViewedList } from '../../views/viewed-list.js';
import { words } from '../../words/en.js';
import { BulkDialog } from './bulk-dialog.js';
import { documentColumnsFor, documentsQuery, shownDocumentColumns } from './document-columns.js';

/** By label, until there are versions to choose from: those of a product. */
function VersionFilter({ address }: { readonly address: ListAddress }): JSX.Element {
  const product = address.filters['product'];
  const chosen = { kind: 'VERSION', product: product ?? '' } as const;
  const versions = useCatalogueChoices(chosen, '', product !== undefined);
  return product !== undefined && versions !== null && versions.choices.length > 0 ? (
    <CatalogueFilter address={address} chosen={chosen} label={words.library.columns.version} />
  ) : (
    <TextFilter address={address} name="version" label={words.library.filters.version} />
  );
}

function Filters({ address }: { readonly address: ListAddress }): JSX.Element {
  const { filters, noLanguage, noLanguageUndecided, otherUndecided } = words.library;
  const languages = useLanguageChoices([
    [noneStated, noLanguage],
    [`${noneStated}${undecided}`, noLanguageUndecided],
  ]);
  return (
    <FilterBar address={address}>
      <TextFilter address={address} name="q" label={filters.title} isMain />
      <TextFilter address={address} name="slug" label={filters.slug} />
      <CatalogueFilter address={address} chosen={{ kind: 'VENDOR' }} label={filters.vendor} />
      <CatalogueFilter address={address} chosen={{ kind: 'PRODUCT' }} label={filters.product} />
      <VersionFilter address={address} />
      <ChoiceFilter
        address={address}
        name="kind"
        label={filters.kind}
        choices={[
          ...documentKinds.map((kind) => [kind, words.documentKinds[kind]] as const),
          [`OTHER${undecided}`, otherUndecided],
        ]}
      />
      <ChoiceFilter address={address} name="language" label={filters.language} choices={languages} />
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
      <ChoiceFilter
        address={address}
        name="titles"
        label={filters.titles}
        choices={Object.entries(words.library.titleOrigins)}
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
  const amount = selection.count(total);
  const isPartial = total > shown && amount > 0 && amount < total;
  return (
    <div className="selection row" role="group" aria-label={words.library.selection}>
      <span aria-live="polite">
        {selection.isAll && amount < total && amount > 0
          ? words.library.selectedBut(total - amount, total, words.bulk.document)
          : words.library.selected(amount, total, words.bulk.document)}
      </span>
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
      <CsvButton
        query={documentCsvQuery}
        filter={filter}
        name="documents"
        label={words.library.csv(amount > 0 ? amount : total)}
      />
    </div>
  );
}

function questionFor(list: ReturnType<typeof listOf>) {
  return {
    filter: documentFilterOf(list.filters),
    orderBy: documentOrderOf(list.order),
    ...{ first: pageSize, offset: (list.page - 1) * pageSize },
    // The service looks it up by itself: not where nobody sees it.
    withStatedTitle: shownDocumentColumns(list).some(({ key }) => key === 'stated'),
  };
}

/** Asks for the list before the screen is there. */
export function ahead(search: Search): void {
  // A view that is named alone says only later what is asked for.
  if (search['view'] !== undefined && isBare(search)) return;
  askAhead(documentsQuery, questionFor(listOf(search)));
}

function Documents(): JSX.Element {
  const address = useListAddress();
  const mayEdit = useMay('CURATION_EDIT');
  const question = questionFor(address);
  const { filter } = question;
  const selection = useSelection(JSON.stringify(filter));
  const [dialog, setDialog] = useState<'EDIT' | 'MOVE'>();
  const close = (): void => {
    setDialog(undefined);
  };
  const query = useAsk(documentsQuery, question);
  return (
    <>
      <Filters address={address} />
      <Answer of={query}>
        {({ documents: { nodes, totalCount } }) => {
          const amount = selection.count(totalCount);
          const chosen = amount === 0 ? filter : filterOfSelected(filter, selection);
          return (
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
                      setDialog('EDIT');
                    }}
                    onMove={() => {
                      setDialog('MOVE');
                    }}
                  />
                  <DataTable
                    caption={words.library.documents}
                    columns={shownDocumentColumns(address)}
                    density={address.density}
                    placeOf={address.placeOf}
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
              {dialog === 'MOVE' && (
                <MoveDialog
                  title={words.moves.ofDocuments(amount)}
                  moved={{ kind: 'DOCUMENT', filter: chosen }}
                  onClose={close}
                  onMade={() => {
                    close();
                    selection.clear();
                  }}
                />
              )}
              {dialog === 'EDIT' && (
                <BulkDialog filter={chosen} amount={amount} onClose={close} onApplied={selection.clear} />
              )}
            </>
          );
        }}
      </Answer>
    </>
  );
}

export function DocumentsScreen(): JSX.Element {
  const address = useListAddress();
  return (
    <Guard action="CURATION_READ">
      <Screen title={words.library.documents} about={words.library.about}>
        <ViewedList
          list="DOCUMENTS"
          address={address}
          columns={documentColumnsFor(address.filters)}
          usualOrder="PATH_ASC"
        >
          <Documents />
        </ViewedList>
      </Screen>
    </Guard>
  );
}
