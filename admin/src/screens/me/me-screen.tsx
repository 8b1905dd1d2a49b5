/** One's own account: password, browsers that are signed in. */
import { useId, useState, type JSX } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk, useChange } from '../../api/use-ask.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Failure } from '../../ui/failure.js';
import { Screen } from '../../ui/screen.js';
import { useSay } from '../../ui/toasts.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';

const meQuery = graphql(`
  query Me {
    viewer {
      name
      account {
        email
      }
      sessions(first: 100) {
        nodes {
          id
          isCurrent
          userAgent
          createdAt
          lastUsedAt
        }
      }
    }
  }
`);

const revokeMutation = graphql(`
  mutation RevokeSession($id: ID!) {
    revokeSession(input: { id: $id }) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);

const passwordMutation = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      account {
        id
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

type Session = ResultOf<typeof meQuery>['viewer']['sessions']['nodes'][number];
const titles = words.me.columns;

function End({ id, isCurrent, userAgent }: Session): JSX.Element {
  const revoke = useChange(revokeMutation);
  const say = useSay();
  if (isCurrent) return <span className="chip is-good">{words.me.current}</span>;
  return (
    <button
      type="button"
      className="secondary small"
      aria-label={words.me.endOf(userAgent)}
      onClick={() => {
        revoke.mutate(
          { id },
          {
            onSuccess: () => {
              say(words.me.ended);
            },
            onError: ({ message }) => {
              say(message);
            },
          },
        );
      }}
    >
      {words.me.end}
    </button>
  );
}

const columns: readonly Column<Session>[] = [
  { key: 'agent', title: titles.agent, isHeading: true, cell: ({ userAgent }) => userAgent },
  { key: 'since', title: titles.since, cell: ({ createdAt }) => <When at={createdAt} /> },
  { key: 'used', title: titles.used, cell: ({ lastUsedAt }) => <When at={lastUsedAt} /> },
  { key: 'end', title: titles.actions, cell: (session) => <End {...session} /> },
];

function PasswordForm(): JSX.Element {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useChange(passwordMutation);
  const say = useSay();
  const id = useId();
  return (
    <section className="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.me.password}</h2>
      {change.error !== null && <Failure error={change.error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { input: { current, next } },
            {
              onSuccess: () => {
                setCurrent('');
                setNext('');
                say(words.me.passwordChanged);
              },
            },
          );
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-current`}>{words.me.currentPassword}</label>
          <input
            id={`${id}-current`}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={({ target }) => {
              setCurrent(target.value);
            }}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-next`}>{words.me.newPassword}</label>
          <input
            id={`${id}-next`}
            type="password"
            autoComplete="new-password"
            minLength={12}
            maxLength={256}
            required
            value={next}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => {
              setNext(target.value);
            }}
          />
          <p className="hint" id={`${id}-hint`}>
            {words.me.passwordHint}
          </p>
        </div>
        <button type="submit" disabled={change.isPending}>
          {words.me.changePassword}
        </button>
      </form>
    </section>
  );
}

function Me(): JSX.Element {
  const query = useAsk(meQuery, {});
  return (
    <>
      <Answer of={query}>
        {({ viewer }) => (
          <section className="part" aria-labelledby="sessions">
            <h2 id="sessions">{words.me.sessions}</h2>
            <DataTable
              caption={words.me.sessions}
              columns={columns}
              rows={viewer.sessions.nodes}
              keyOf={({ id }) => id}
              nameOf={({ userAgent }) => userAgent}
            />
          </section>
        )}
      </Answer>
      <PasswordForm />
    </>
  );
}

export function MeScreen(): JSX.Element {
  return (
    <Guard action="ACCOUNT_OWN">
      <Screen title={words.me.title} about={words.me.about}>
        <Me />
      </Screen>
    </Guard>
  );
}
