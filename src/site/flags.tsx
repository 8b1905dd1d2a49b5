/** What curators say is wrong with a passage. */
import type { JSX } from 'preact';

export function Flags({ flags }: { readonly flags: readonly string[] }): JSX.Element | null {
  if (flags.length === 0) return null;
  return (
    <div class="notice" role="note">
      {flags.map((flag) => (
        <p key={flag}>Marked as wrong: {flag}</p>
      ))}
    </div>
  );
}
