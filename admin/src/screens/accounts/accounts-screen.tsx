/** Who can sign in, and with which role. */
import { useState, type JSX } from 'react';
import { useAsk, useChange } from '../../api/use-ask.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { Secret } from '../../ui/secret.js';
import { useSay } from '../../ui/toasts.js';
import { exactly, When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { InviteForm, roles } from './invite-form.js';
import { accountsQuery, resetMutation, updateMutation, type Account, type IssuedLink } from './operations.js';

function RoleChoice({ account }: { readonly account: Account }): JSX.Element {
  const update = useChange(updateMutation);
  const say = useSay();
  return (
    <select
      aria-label={words.accounts.roleOf(account.name)}
      value={account.role}
      disabled={update.isPending}
      onChange={({ target }) => {
        const role = roles.find((name) => name === target.value) ?? account.role;
        update.mutate(
          { input: { id: account.id, expectedRevision: account.revision, role } },
          {
            onSuccess: () => {
              say(words.accounts.roleSet(account.name, words.roles[role]));
            },
            onError: ({ message }) => {
              say(message);
            },
          },
        );
      }}
    >
      {roles.map((name) => (
        <option key={name} value={name}>
          {words.roles[name]}
        </option>
      ))}
    </select>
  );
}

interface ActionsProps {
  readonly account: Account;
  readonly onReset: (link: IssuedLink) => void;
}

function Actions({ account, onReset }: ActionsProps): JSX.Element {
  const update = useChange(updateMutation);
  const reset = useChange(resetMutation);
  const say = useSay();
  const { id, name, disabled, revision } = account;
  const onError = ({ message }: Error): void => {
    say(message);
  };
  return (
    <span className="row">
      <button
        type="button"
        className="secondary small"
        aria-label={words.accounts.resetOf(name)}
        onClick={() => {
          reset.mutate(
            { id },
            {
              onSuccess: ({ createPasswordReset }) => {
                onReset(createPasswordReset);
              },
              onError,
            },
          );
        }}
      >
        {words.accounts.reset}
      </button>
      <button
        type="button"
        className="secondary small"
        aria-label={disabled ? words.accounts.enableOf(name) : words.accounts.disableOf(name)}
        onClick={() => {
          update.mutate(
            { input: { id, expectedRevision: revision, disabled: !disabled } },
            {
              onSuccess: () => {
                say(disabled ? words.accounts.enabled(name) : words.accounts.disabled(name));
              },
              onError,
            },
          );
        }}
      >
        {disabled ? words.accounts.enable : words.accounts.disable}
      </button>
    </span>
  );
}

const titles = words.accounts.columns;

function columnsWith(onReset: (link: IssuedLink) => void): readonly Column<Account>[] {
  return [
    {
      key: 'name',
      title: titles.name,
      isHeading: true,
      cell: ({ name, email, disabled }) => (
        <>
          {name} {disabled && <span className="chip is-warn">{words.accounts.isDisabled}</span>}
          <span className="minor">{email}</span>
        </>
      ),
    },
    { key: 'role', title: titles.role, cell: (account) => <RoleChoice account={account} /> },
    { key: 'since', title: titles.since, cell: ({ createdAt }) => <When at={createdAt} /> },
    { key: 'actions', title: titles.actions, cell: (account) => <Actions account={account} onReset={onReset} /> },
  ];
}

/** Accounts of a page. */
const onePage = 100;

function Accounts(): JSX.Element {
  const [page, setPage] = useState(1);
  const [link, setLink] = useState<(IssuedLink & { readonly title: string }) | null>(null);
  const query = useAsk(accountsQuery, { offset: (page - 1) * onePage });
  const columns = columnsWith((issued) => {
    setLink({ title: words.accounts.resetLink, ...issued });
  });
  return (
    <>
      <Answer of={query}>
        {({ accounts: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={words.accounts.empty}>
              <p>{words.accounts.emptyText}</p>
            </Empty>
          ) : (
            <>
              <DataTable
                caption={words.accounts.title}
                columns={columns}
                rows={nodes}
                keyOf={({ id }) => id}
                nameOf={({ name }) => name}
              />
              {totalCount > onePage && <Pager total={totalCount} page={page} size={onePage} onGo={setPage} />}
            </>
          )
        }
      </Answer>
      <InviteForm
        onLink={(issued, email) => {
          setLink({ title: words.accounts.inviteLink(email), ...issued });
        }}
      />
      {link !== null && (
        <Secret
          title={link.title}
          about={words.accounts.linkAbout(exactly(new Date(link.expiresAt)))}
          label={words.accounts.link}
          value={new URL(link.path, location.origin).href}
          onClose={() => {
            setLink(null);
          }}
        />
      )}
    </>
  );
}

export function AccountsScreen(): JSX.Element {
  return (
    <Guard action="ACCOUNTS_MANAGE">
      <Screen title={words.accounts.title} about={words.accounts.about}>
        <Accounts />
      </Screen>
    </Guard>
  );
}
