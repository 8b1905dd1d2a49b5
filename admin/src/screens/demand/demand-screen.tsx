/** What people search for and do not find, and the steps that mend it. */
import { useState, type JSX } from 'react';
import { ask } from '../../api/ask.js';
import { useAsk } from '../../api/use-ask.js';
import { CatalogueFilter } from '../../catalogue/catalogue-filter.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress, type ListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { RuleDialog } from '../../settings/rule-dialog.js';
import { emptyDraft } from '../../settings/rule-draft.js';
import { emptySynonym, SynonymDialog } from '../../settings/synonym-dialog.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { download } from '../../ui/download.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import {
  dayChoices,
  groupFilterOf,
  reportOf,
  reports,
  scopeOf,
  states,
  verdicts,
  type DemandScope,
  type GroupFilter,
} from './demand-address.js';
import { GroupDialog, type Step } from './group-dialog.js';
import { GroupTable, questionOf } from './group-table.js';
import { GapTable, NameTable, type AbsentKind } from './missing-tables.js';
import { fileQuery, gapsQuery, groupsQuery, namesQuery, totalsQuery, type Group } from './operations.js';

/** The same as variables of a question. */
function variablesOf({ verdicts: v, states: s, endings: e, unopened }: GroupFilter) {
  const listOf = <Name,>(names: readonly Name[] | undefined): Name[] | null =>
    names === undefined ? null : [...names];
  return { verdicts: listOf(v), states: listOf(s), endings: listOf(e), unopened: unopened ?? null };
}

function Filters({ address, hasGroups }: { readonly address: ListAddress; readonly hasGroups: boolean }): JSX.Element {
  const scope = scopeOf(address.filters);
  const totals = useAsk(totalsQuery, scope);
  const clients = totals.data?.demand.byClient.flatMap(({ key }) => (key === '' ? [] : [[key, key] as const])) ?? [];
  const { filters } = address;
  return (
    <>
      <FilterBar address={address}>
        <ChoiceFilter
          address={address}
          name="report"
          label={words.demand.report}
          any={words.demand.reports.work}
          choices={reports.filter((name) => name !== 'work').map((name) => [name, words.demand.reports[name]])}
        />
        <ChoiceFilter
          address={address}
          name="days"
          label={words.demand.days}
          any={words.demand.lastDays(30)}
          choices={dayChoices.filter((days) => days !== 30).map((days) => [String(days), words.demand.lastDays(days)])}
        />
        <CatalogueFilter address={address} chosen={{ kind: 'PRODUCT' }} label={words.demand.product} />
        <TextFilter address={address} name="version" label={words.demand.version} />
        <ChoiceFilter
          address={address}
          name="client"
          label={words.demand.client}
          choices={
            filters['client'] === undefined || clients.some(([name]) => name === filters['client'])
              ? clients
              : [...clients, [filters['client'], filters['client']]]
          }
        />
        {hasGroups && (
          <>
            <ChoiceFilter
              address={address}
              name="verdict"
              label={words.demand.verdict}
              choices={verdicts.map((name) => [name, words.demand.verdicts[name]])}
            />
            <ChoiceFilter
              address={address}
              name="state"
              label={words.demand.state}
              {...(reportOf(filters) === 'work' && { any: words.demand.anyState })}
              choices={[
                ...states.map((name) => [name, words.demand.states[name]] as const),
                ...(reportOf(filters) === 'work' ? [['ALL', words.demand.allStates] as const] : []),
              ]}
            />
          </>
        )}
      </FilterBar>
      {totals.data !== undefined && (
        <p className="soft" role="status">
          {words.demand.figures(totals.data.demand.searches, totals.data.demand.opened, totals.data.demand.dropped)}
        </p>
      )}
    </>
  );
}

function NothingAsked(): JSX.Element {
  return (
    <Empty title={words.demand.empty}>
      <p>{words.demand.emptyText}</p>
    </Empty>
  );
}

interface Page {
  readonly first: number;
  readonly offset: number;
}

function Files({ scope, filter }: { readonly scope: DemandScope; readonly filter: GroupFilter }): JSX.Element {
  const say = useSay();
  const save = async (format: 'CSV' | 'JSON'): Promise<void> => {
    try {
      const { demand } = await ask(fileQuery, { ...scope, ...variablesOf(filter), format });
      const isCsv = format === 'CSV';
      download(isCsv ? 'demand.csv' : 'demand.json', demand.file, isCsv ? 'text/csv' : 'application/json');
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <p className="row">
      <button type="button" className="secondary small" onClick={() => void save('CSV')}>
        {words.demand.csv}
      </button>
      <button type="button" className="secondary small" onClick={() => void save('JSON')}>
        {words.demand.json}
      </button>
    </p>
  );
}

interface GroupsProps {
  readonly address: ListAddress;
  readonly scope: DemandScope;
  readonly filter: GroupFilter;
  readonly page: Page;
}

/** What is open above the list: a group, or a setting that is made of it. */
type Opened = { readonly group: Group; readonly step: Step | null };

function Groups({ address, scope, filter, page }: GroupsProps): JSX.Element {
  const [opened, setOpened] = useState<Opened | null>(null);
  const query = useAsk(groupsQuery, { ...scope, ...variablesOf(filter), ...page });
  const close = (): void => {
    setOpened(null);
  };
  const group = opened?.group;
  const question = group === undefined ? '' : questionOf(group);
  const product = group?.questions.nodes[0]?.products[0] ?? '';
  return (
    <Answer of={query}>
      {({ demand: { groups } }) => (
        <>
          {groups.totalCount === 0 ? (
            <NothingAsked />
          ) : (
            <>
              <Files scope={scope} filter={filter} />
              <GroupTable
                caption={words.demand.reports[reportOf(address.filters)]}
                groups={groups.nodes}
                onOpen={(one) => {
                  setOpened({ group: one, step: null });
                }}
              />
              <Pager total={groups.totalCount} page={address.page} onGo={address.goTo} />
            </>
          )}
          {group !== undefined && opened?.step === null && (
            <GroupDialog
              group={group}
              onClose={close}
              onStep={(step) => {
                setOpened({ group, step });
              }}
            />
          )}
          {opened?.step === 'synonym' && (
            <SynonymDialog draft={{ ...emptySynonym, terms: question, product }} seen={null} onClose={close} />
          )}
          {opened?.step === 'rule' && (
            <RuleDialog
              draft={{ ...emptyDraft, name: question, match: 'EXACT', words: question, product, pins: '1 ' }}
              seen={null}
              onClose={close}
            />
          )}
        </>
      )}
    </Answer>
  );
}

function Gaps({ address, scope, page }: Omit<GroupsProps, 'filter'>): JSX.Element {
  const query = useAsk(gapsQuery, { ...scope, ...page });
  return (
    <Answer of={query}>
      {({ demand: { gaps } }) =>
        gaps.totalCount === 0 ? (
          <NothingAsked />
        ) : (
          <>
            <GapTable gaps={gaps.nodes} />
            <Pager total={gaps.totalCount} page={address.page} onGo={address.goTo} />
          </>
        )
      }
    </Answer>
  );
}

function Names({
  kind,
  caption,
  scope,
}: {
  readonly kind: AbsentKind;
  readonly caption: string;
  readonly scope: DemandScope;
}): JSX.Element {
  const query = useAsk(namesQuery, { ...scope, kind });
  return (
    <Answer of={query}>
      {({ demand: { absentNames } }) =>
        absentNames.nodes.length === 0 ? (
          <NothingAsked />
        ) : (
          <NameTable kind={kind} caption={caption} names={absentNames.nodes} />
        )
      }
    </Answer>
  );
}

const kinds = { versions: 'VERSION', products: 'PRODUCT', identifiers: 'IDENTIFIER' } as const;

function Demand(): JSX.Element {
  const address = useListAddress();
  const scope = scopeOf(address.filters);
  const report = reportOf(address.filters);
  const filter = groupFilterOf(address.filters);
  const page = { first: pageSize, offset: (address.page - 1) * pageSize };
  return (
    <>
      <Filters address={address} hasGroups={filter !== null} />
      {filter !== null && <Groups key={report} address={address} scope={scope} filter={filter} page={page} />}
      {report === 'gaps' && <Gaps address={address} scope={scope} page={page} />}
      {(report === 'versions' || report === 'products' || report === 'identifiers') && (
        <Names key={report} kind={kinds[report]} caption={words.demand.reports[report]} scope={scope} />
      )}
    </>
  );
}

export function DemandScreen(): JSX.Element {
  return (
    <Guard action="DEMAND_READ">
      <Screen
        title={words.demand.title}
        about={words.demand.about}
        actions={
          <a className="button secondary" href="/demand">
            {words.demand.readingPage}
          </a>
        }
      >
        <Demand />
      </Screen>
    </Guard>
  );
}
