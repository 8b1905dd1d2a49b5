/** Rules: what they say, where, since when, and what of them is dead. */
import { useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { deleteRuleMutation, restoreRuleMutation, rulesQuery, type Rule } from '../../settings/rule-operations.js';
import { RuleDialog } from '../../settings/rule-dialog.js';
import { draftOf, emptyDraft } from '../../settings/rule-draft.js';
import { useDelete } from '../../settings/use-delete.js';

/** Whether it is in force now, in a word; null if it is. */
function standingOf({ isEnabled, validFrom, validTo }: Rule): string | null {
  const now = Date.now();
  if (!isEnabled) return words.settings.isOff;
  if (validTo !== null && Date.parse(validTo) <= now) return words.settings.isOver;
  return validFrom !== null && Date.parse(validFrom) > now ? words.settings.isToCome : null;
}

function effectsOf({ pins, hides, boosts, redirect }: Rule): string[] {
  return [
    ...pins.map(({ position, target }) => words.rules.pinned(position, target)),
    ...hides.map((target) => words.rules.hidden(target)),
    ...boosts.map(({ factor, target, kind, product }) => words.rules.boosted(factor, target ?? kind ?? product ?? '')),
    ...(redirect === null ? [] : [words.rules.leads(redirect)]),
  ];
}

function Actions({ rule, onEdit }: { readonly rule: Rule; readonly onEdit: (rule: Rule) => void }): JSX.Element {
  const { name } = rule;
  const { remove, isPending } = useDelete({ remove: deleteRuleMutation, restore: restoreRuleMutation }, rule);
  return (
    <span className="row">
      <button
        type="button"
        className="secondary small"
        aria-label={words.rules.editOf(name)}
        onClick={() => {
          onEdit(rule);
        }}
      >
        {words.settings.edit}
      </button>
      <button
        type="button"
        className="danger small"
        aria-label={words.rules.deleteOf(name)}
        disabled={isPending}
        onClick={remove}
      >
        {words.settings.delete}
      </button>
    </span>
  );
}

const titles = words.rules.columns;

function columnsWith(onEdit: (rule: Rule) => void): readonly Column<Rule>[] {
  return [
    {
      key: 'name',
      title: titles.name,
      isHeading: true,
      cell: (rule) => {
        const standing = standingOf(rule);
        return (
          <>
            {rule.name} {standing !== null && <span className="chip">{standing}</span>}
            {rule.note !== null && <span className="minor">{rule.note}</span>}
          </>
        );
      },
    },
    {
      key: 'when',
      title: titles.when,
      cell: ({ match, words: said }) => words.rules.when(words.rules.matches[match], said),
    },
    {
      key: 'what',
      title: titles.what,
      cell: (rule) => (
        <>
          {effectsOf(rule).map((effect) => (
            <span key={effect} className="minor">
              {effect}
            </span>
          ))}
          {rule.deadTargets.map((target) => (
            <span key={target} className="chip is-warn">
              {words.rules.deadTarget(target)}
            </span>
          ))}
        </>
      ),
    },
    {
      key: 'scope',
      title: titles.scope,
      cell: ({ vendor, product, version, kind }) =>
        words.settings.scope([vendor, product, version, kind].filter((part) => part !== null)),
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
    { key: 'actions', title: titles.actions, cell: (rule) => <Actions rule={rule} onEdit={onEdit} /> },
  ];
}

function Rules({ onEdit }: { readonly onEdit: (rule: Rule) => void }): JSX.Element {
  const address = useListAddress();
  const { q, targets } = address.filters;
  const query = useAsk(rulesQuery, {
    contains: q ?? null,
    onlyDead: targets === 'dead',
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <>
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={words.settings.search} isMain />
        <ChoiceFilter
          address={address}
          name="targets"
          label={words.rules.onlyDead}
          choices={[['dead', words.rules.dead]]}
        />
      </FilterBar>
      <Answer of={query}>
        {({ searchRules: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={words.rules.empty}>
              <p>{words.rules.emptyText}</p>
            </Empty>
          ) : (
            <>
              <DataTable
                caption={words.rules.title}
                columns={columnsWith(onEdit)}
                rows={nodes}
                keyOf={({ id }) => id}
                nameOf={({ name }) => name}
              />
              <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
    </>
  );
}

export function RulesScreen(): JSX.Element {
  const [open, setOpen] = useState<Rule | 'new' | null>(null);
  return (
    <Guard action="CURATION_READ">
      <Screen
        title={words.rules.title}
        about={words.rules.about}
        actions={
          <button
            type="button"
            onClick={() => {
              setOpen('new');
            }}
          >
            {words.rules.make}
          </button>
        }
      >
        <Rules onEdit={setOpen} />
        {open !== null && (
          <RuleDialog
            draft={open === 'new' ? emptyDraft : draftOf(open)}
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
