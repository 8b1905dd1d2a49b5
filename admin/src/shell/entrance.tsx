/** The door: lets those in who may use the console, and tells the others how to get in. */
import { useEffect, type JSX, type ReactNode } from 'react';
import { words } from '../words/en.js';
import { Screen } from '../ui/screen.js';
import { useViewer } from './viewer.js';

export const signInAddress = (): string => `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;

function ToSignIn(): JSX.Element {
  useEffect(() => {
    location.replace(signInAddress());
  }, []);
  return (
    <main id="main" className="alone">
      <Screen title={words.shell.signIn}>
        <p>{words.denied.nobody}</p>
        <p>
          <a href={signInAddress()}>{words.shell.signIn}</a>
        </p>
      </Screen>
    </main>
  );
}

export function Entrance({ children }: { readonly children: ReactNode }): JSX.Element {
  const { kind, hasAdministrator } = useViewer();
  if (kind !== 'ANONYMOUS') return <>{children}</>;
  if (hasAdministrator) return <ToSignIn />;
  return (
    <main id="main" className="alone">
      <Screen title={words.denied.title}>
        <p>{words.denied.elsewhere}</p>
      </Screen>
    </main>
  );
}
