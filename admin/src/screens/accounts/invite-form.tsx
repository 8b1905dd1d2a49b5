/** Invites somebody: gives a link to be sent to them. */
import { useId, useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import { Failure } from '../../ui/failure.js';
import { words } from '../../words/en.js';
import { inviteMutation, type Account, type IssuedLink } from './operations.js';

export const roles: readonly Account['role'][] = ['READER', 'CURATOR', 'ADMINISTRATOR'];

export interface InviteFormProps {
  readonly onLink: (link: IssuedLink, email: string) => void;
}

export function InviteForm({ onLink }: InviteFormProps): JSX.Element {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Account['role']>('CURATOR');
  const invite = useChange(inviteMutation);
  const id = useId();
  return (
    <section className="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.accounts.invite}</h2>
      {invite.error !== null && <Failure error={invite.error} />}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(
            { input: { email: email.trim(), role } },
            {
              onSuccess: ({ inviteAccount }) => {
                onLink(inviteAccount, email.trim());
                setEmail('');
              },
            },
          );
        }}
      >
        <label htmlFor={`${id}-email`}>{words.accounts.columns.email}</label>
        <input
          id={`${id}-email`}
          type="email"
          required
          value={email}
          onChange={({ target }) => {
            setEmail(target.value);
          }}
        />
        <label htmlFor={`${id}-role`}>{words.accounts.columns.role}</label>
        <select
          id={`${id}-role`}
          value={role}
          onChange={({ target }) => {
            setRole(roles.find((name) => name === target.value) ?? 'READER');
          }}
        >
          {roles.map((name) => (
            <option key={name} value={name}>
              {words.roles[name]}
            </option>
          ))}
        </select>
        <button type="submit" disabled={invite.isPending}>
          {words.accounts.inviteAction}
        </button>
      </form>
    </section>
  );
}
