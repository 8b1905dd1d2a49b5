/** Shows a screen to those who may use it; tells the others why not and what to do. */
import type { JSX, ReactNode } from 'react';
import { words } from '../words/en.js';
import { Screen } from '../ui/screen.js';
import { useViewer, type Permission } from './viewer.js';

export interface GuardProps {
  /** What the screen is for. */
  readonly action: Permission;
  readonly children: ReactNode;
}

const needed: Readonly<Record<string, string>> = {
  ACCOUNTS_MANAGE: words.denied.administrators,
  ACCOUNT_OWN: words.denied.accounts,
};

export function Guard({ action, children }: GuardProps): JSX.Element {
  const { permissions, role } = useViewer();
  if (permissions.includes(action)) return <>{children}</>;
  const what = needed[action] ?? words.denied.curators;
  return (
    <Screen title={words.denied.title}>
      <p>{words.denied.text(role === null ? words.none : words.roles[role], what)}</p>
    </Screen>
  );
}
