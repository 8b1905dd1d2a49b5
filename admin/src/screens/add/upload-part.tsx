/** Files of this computer: dropped or chosen. */
import { Link } from '@tanstack/react-router';
import { useId, useState, type JSX } from 'react';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';
import { words } from '../../words/en.js';
import { archivesAmong, droppedIn, foldersOfInput } from './dropped.js';
import { FolderPart } from './folder-entry.js';
import { isLosable } from './manifest-text.js';
import { NamesFields, noNames } from './names.js';
import { useFolders } from './use-folders.js';
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

interface DropZoneProps {
  readonly id: string;
  readonly onDropped: (transfer: DataTransfer) => void;
  readonly onFiles: (files: File[]) => void;
  readonly onFolderFiles: (files: File[]) => void;
}

/** Takes what is dropped, and has an input for files and one for a folder. */
function DropZone({ id, onDropped, onFiles, onFolderFiles }: DropZoneProps): JSX.Element {
  const [isOver, setOver] = useState(false);
  return (
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
        onDropped(event.dataTransfer);
      }}
    >
      <label htmlFor={`${id}-files`}>{words.add.drop}</label>
      <input
        id={`${id}-files`}
        type="file"
        multiple
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <p className="hint" id={`${id}-hint`}>
        {words.add.dropHint}
      </p>
      <label htmlFor={`${id}-folder`}>{words.add.dropFolder}</label>
      <input
        id={`${id}-folder`}
        type="file"
        multiple
        webkitdirectory=""
        aria-describedby={`${id}-folder-hint`}
        onChange={({ target }) => {
          onFolderFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <p className="hint" id={`${id}-folder-hint`}>
        {words.add.dropFolderHint}
      </p>
    </div>
  );
}

export function UploadPart(): JSX.Element {
  const [names, setNames] = useState(noNames);
  const uploads = useUploads();
  const folders = useFolders();
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const addFiles = (files: readonly File[]): void => {
    const { archives, others } = archivesAmong(files);
    uploads.add(others, names);
    folders.add(archives, names);
  };
  const losable = folders.entries.filter(
    ({ draft, state }) => draft !== null && isLosable(draft) && state.step !== 'STARTED',
  ).length;
  const take = (transfer: DataTransfer): void => {
    setProblem(null);
    droppedIn(transfer).then(
      (dropped) => {
        addFiles(dropped.files);
        folders.add(dropped.folders, names);
      },
      () => {
        setProblem(words.add.notRead);
      },
    );
  };
  return (
    <section className="part" aria-labelledby={`${id}-title`}>
      <UnsavedGuard isUnsaved={losable > 0} text={words.manifest.unsaved(losable)} />
      <h2 id={`${id}-title`}>{words.add.upload}</h2>
      <NamesFields names={names} onNames={setNames} />
      <DropZone
        id={id}
        onDropped={take}
        onFiles={addFiles}
        onFolderFiles={(files) => {
          folders.add(foldersOfInput(files), names);
        }}
      />
      {problem !== null && (
        <p className="notice is-error" role="alert">
          {problem}
        </p>
      )}
      {folders.entries.length > 0 && (
        <ul className="uploads" aria-label={words.add.folders}>
          {folders.entries.map((entry) => (
            <FolderPart key={entry.key} entry={entry} folders={folders} />
          ))}
        </ul>
      )}
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
