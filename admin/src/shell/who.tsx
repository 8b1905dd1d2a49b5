/** Who is signed in, with which role, and the way out. */
import type { JSX } from 'react';
import { graphql } from '../api/graphql.js';
import { useChange } from '../api/use-ask.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { signInAddress } from './entrance.js';
import { useViewer } from './viewer.js';

const signOutMutation = graphql(`
  mutation SignOut {
    signOut {
      wasSignedIn
      userErrors {
        code
        message
        details
      }
    }
  }
`);

const firstLinkMutation = graphql(`
  mutation FirstAdministrator {
    createFirstAdministratorLink {
      path
      userErrors {
        code
        message
        details
      }
    }
  }
`);

function SignOut(): JSX.Element {
  const signOut = useChange(signOutMutation);
  const say = useSay();
  return (
    <button
      type="button"
      className="secondary small"
      onClick={() => {
        signOut.mutate(
          {},
          {
            onSuccess: () => {
              location.assign(signInAddress());
            },
            onError: ({ message }) => {
              say(message);
            },
          },
        );
      }}
    >
      {words.shell.signOut}
    </button>
  );
}

/** While nobody administers the library, the machine's own user may become the administrator. */
function BecomeAdministrator(): JSX.Element {
  const createLink = useChange(firstLinkMutation);
  const say = useSay();
  return (
    <>
      <p className="hint">{words.shell.machineHint}</p>
      <button
        type="button"
        className="secondary small"
        onClick={() => {
          createLink.mutate(
            {},
            {
              onSuccess: ({ createFirstAdministratorLink }) => {
                location.assign(createFirstAdministratorLink.path);
              },
              onError: ({ message }) => {
                say(message);
              },
            },
          );
        }}
      >
        {words.shell.firstAdministrator}
      </button>
    </>
  );
}

export function Who(): JSX.Element {
  const { kind, name, role, hasAdministrator } = useViewer();
  return (
    <div className="who">
      <p>
        <strong>{kind === 'MACHINE' ? words.shell.machine : name}</strong>
        {role !== null && <span className="chip">{words.roles[role]}</span>}
      </p>
      {kind === 'ACCOUNT' && <SignOut />}
      {kind === 'MACHINE' && !hasAdministrator && <BecomeAdministrator />}
    </div>
  );
}
