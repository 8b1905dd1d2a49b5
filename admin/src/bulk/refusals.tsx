/** What a bulk left as it was, and why. */
import type { JSX } from 'react';
import { words } from '../words/en.js';
import { plainMessage } from '../words/plain-message.js';
import type { Refusal } from './use-bulk.js';

export function Refusals({ refused }: { readonly refused: readonly Refusal[] }): JSX.Element {
  return (
    <div className="notice is-warn">
      <strong>{words.bulk.refused}</strong>
      <ul>
        {refused.map(({ path, message }) => (
          <li key={path ?? message}>
            {path !== null && <code>{path}</code>} {plainMessage(message)}
          </li>
        ))}
      </ul>
    </div>
  );
}
