/** Files of this computer: dropped or chosen. */
import { Link } from '@tanstack/react-router';
import { useId, useState, type JSX } from 'react';
import { words } from '../../words/en.js';
import { NamesFields, noNames } from './names.js';
import { useUploads, type UploadEntry } from './use-uploads.js';

function Entry({ entry: { name, state } }: { readonly entry: UploadEntry }): JSX.Element {
  switch (state.step) {
    case 'WAITING':
      return <li>{words.add.waiting(name)}</li>;
    case 'SENDING':
      return (
        <li>
          <label>
            {words.add.sending(name, state.percent)} <progress value={state.percent} max={100} />
          </label>
        </li>
      );
    case 'STARTED':
      return (
        <li>
          {words.add.sent}{' '}
          <Link to="/jobs/$job" params={{ job: state.jobId }}>
            {words.add.follow(name)}
          </Link>
        </li>
      );
    case 'FAILED':
      return (
        <li className="notice is-error">
          <strong>{words.add.failed(name)}</strong>
          <p>{state.message}</p>
        </li>
      );
  }
}

export function UploadPart(): JSX.Element {
  const [names, setNames] = useState(noNames);
  const [isOver, setOver] = useState(false);
  const uploads = useUploads();
  const id = useId();
  return (
    <section className="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.add.upload}</h2>
      <NamesFields names={names} onNames={setNames} />
      <div
        className="drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          uploads.add([...event.dataTransfer.files], names);
        }}
      >
        <label htmlFor={`${id}-files`}>{words.add.drop}</label>
        <input
          id={`${id}-files`}
          type="file"
          multiple
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            uploads.add([...(target.files ?? [])], names);
            target.value = '';
          }}
        />
        <p className="hint" id={`${id}-hint`}>
          {words.add.dropHint}
        </p>
      </div>
      {uploads.entries.length > 0 && (
        <ul className="uploads" aria-label={words.add.uploads} aria-live="polite">
          {uploads.entries.map((entry) => (
            <Entry key={entry.key} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  );
}
