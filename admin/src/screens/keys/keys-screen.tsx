/** API keys: what lets programs in. */
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
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { KeyForm } from './key-form.js';
import { keysQuery, revokeKeyMutation, type ApiKey } from './operations.js';

function Revoke({ id, name }: ApiKey): JSX.Element {
  const revoke = useChange(revokeKeyMutation);
  const say = useSay();
  return (
    <button
      type="button"
      className="danger small"
      aria-label={words.keys.revokeOf(name)}
      disabled={revoke.isPending}
      onClick={() => {
        revoke.mutate(
          { id },
          {
            onSuccess: () => {
              say(words.keys.revoked(name));
            },
            onError: ({ message }) => {
              say(message);
            },
          },
        );
      }}
    >
      {words.keys.revoke}
    </button>
  );
}

const titles = words.keys.columns;
const columns: readonly Column<ApiKey>[] = [
  {
    key: 'name',
    title: titles.name,
    isHeading: true,
    cell: ({ name, hint }) => (
      <>
        {name}
        <span className="minor">
          <code>{hint}…</code>
        </span>
      </>
    ),
  },
  { key: 'role', title: titles.role, cell: ({ role }) => words.roles[role] },
  {
    key: 'scopes',
    title: titles.scopes,
    cell: ({ scopes }) => scopes.map((scope) => words.keys.scopes[scope]).join(', '),
  },
  {
    key: 'used',
    title: titles.used,
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? words.keys.never : <When at={lastUsedAt} />),
  },
  {
    key: 'expires',
    title: titles.expires,
    cell: ({ expiresAt }) => (expiresAt === null ? words.keys.never : <When at={expiresAt} />),
  },
  { key: 'revoke', title: titles.actions, cell: (key) => <Revoke {...key} /> },
];

/** Keys of a page. */
const onePage = 100;

function Keys(): JSX.Element {
  const [page, setPage] = useState(1);
  const [secret, setSecret] = useState<string | null>(null);
  const query = useAsk(keysQuery, { offset: (page - 1) * onePage });
  return (
    <>
      <Answer of={query}>
        {({ apiKeys: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={words.keys.empty}>
              <p>{words.keys.emptyText}</p>
            </Empty>
          ) : (
            <>
              <DataTable
                caption={words.keys.title}
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
      <KeyForm onSecret={setSecret} />
      {secret !== null && (
        <Secret
          title={words.keys.secretTitle}
          about={words.keys.secretAbout}
          label={words.keys.secret}
          value={secret}
          onClose={() => {
            setSecret(null);
          }}
        />
      )}
    </>
  );
}

export function KeysScreen(): JSX.Element {
  return (
    <Guard action="ACCOUNTS_MANAGE">
      <Screen title={words.keys.title} about={words.keys.about}>
        <Keys />
      </Screen>
    </Guard>
  );
}
