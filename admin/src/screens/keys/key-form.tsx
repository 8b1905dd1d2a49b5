/** Makes an API key; its secret is shown once. */
import { useId, useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import { Failure } from '../../ui/failure.js';
import { words } from '../../words/en.js';
import { createKeyMutation, type ApiKey } from './operations.js';

const scopes: readonly ApiKey['scopes'][number][] = ['READ', 'PROPOSE', 'CURATE', 'INGEST', 'OPERATE', 'ADMINISTER'];
const roles: readonly ApiKey['role'][] = ['READER', 'CURATOR', 'ADMINISTRATOR'];
const dayMs = 86_400_000;

/** As the form begins, for each key anew: none gets by accident what the one before was to have. */
const usual: Pick<ApiKey, 'role' | 'scopes'> & { readonly days: string } = {
  role: 'READER',
  scopes: ['READ'],
  days: '90',
};

interface RoleFieldProps {
  readonly role: ApiKey['role'];
  readonly onRole: (role: ApiKey['role']) => void;
}

function RoleField({ role, onRole }: RoleFieldProps): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={`${id}-role`}>{words.keys.columns.role}</label>
      <select
        id={`${id}-role`}
        value={role}
        onChange={({ target }) => {
          onRole(roles.find((each) => each === target.value) ?? 'READER');
        }}
      >
        {roles.map((each) => (
          <option key={each} value={each}>
            {words.roles[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ScopeChecksProps {
  readonly chosen: readonly ApiKey['scopes'][number][];
  readonly onChosen: (scopes: readonly ApiKey['scopes'][number][]) => void;
}

function ScopeChecks({ chosen, onChosen }: ScopeChecksProps): JSX.Element {
  return (
    <fieldset className="checks">
      <legend>{words.keys.columns.scopes}</legend>
      {scopes.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={({ target }) => {
              onChosen(target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope));
            }}
          />
          {words.keys.scopes[scope]}
        </label>
      ))}
    </fieldset>
  );
}

export function KeyForm({ onSecret }: { readonly onSecret: (secret: string) => void }): JSX.Element {
  const [name, setName] = useState('');
  const [role, setRole] = useState(usual.role);
  const [chosen, setChosen] = useState<readonly ApiKey['scopes'][number][]>(usual.scopes);
  const [days, setDays] = useState(usual.days);
  const create = useChange(createKeyMutation);
  const id = useId();
  const submit = (): void => {
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString();
    create.mutate(
      { input: { name: name.trim(), role, scopes: [...chosen], expiresAt } },
      {
        onSuccess: ({ createApiKey }) => {
          onSecret(createApiKey.secret);
          setName('');
          setRole(usual.role);
          setChosen(usual.scopes);
          setDays(usual.days);
        },
      },
    );
  };
  return (
    <section className="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.keys.make}</h2>
      {create.error !== null && <Failure error={create.error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-name`}>{words.keys.columns.name}</label>
          <input
            id={`${id}-name`}
            type="text"
            required
            value={name}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => {
              setName(target.value);
            }}
          />
          <p className="hint" id={`${id}-hint`}>
            {words.keys.nameHint}
          </p>
        </div>
        <RoleField role={role} onRole={setRole} />
        <ScopeChecks chosen={chosen} onChosen={setChosen} />
        <div className="field">
          <label htmlFor={`${id}-days`}>{words.keys.columns.expires}</label>
          <select
            id={`${id}-days`}
            value={days}
            onChange={({ target }) => {
              setDays(target.value);
            }}
          >
            {Object.entries(words.keys.lifetimes).map(([value, label]) => (
              <option key={value} value={value === 'never' ? '' : value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" disabled={create.isPending || chosen.length === 0}>
          {words.keys.make}
        </button>
      </form>
    </section>
  );
}
