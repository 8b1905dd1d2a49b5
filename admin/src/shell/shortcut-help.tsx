/** Which keys do what. */
import type { JSX } from 'react';
import { Dialog } from '../ui/dialog.js';
import { words } from '../words/en.js';

function Keys({ title, entries }: { readonly title: string; readonly entries: readonly string[][] }): JSX.Element {
  return (
    <>
      <h3>{title}</h3>
      <dl className="keys">
        {entries.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function ShortcutHelp({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title={words.shortcuts.title} onClose={onClose}>
      <Keys title={words.shortcuts.everywhere} entries={words.shortcuts.entries} />
      <Keys title={words.shortcuts.lists} entries={words.shortcuts.listEntries} />
    </Dialog>
  );
}
