/** A folder on its way: how far it is, what would become of it, and the button that has it ingested. */
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { DownloadManifest } from '../../ui/download-manifest.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import { manifestOf, topsOf } from './dropped.js';
import { sizeOf, sizeText } from './folder-limits.js';
import { ManifestEditor } from './manifest-editor.js';
import { emptyManifest, mostCharacters, openDraft, type ManifestDraft } from './manifest-text.js';
import { FolderNames } from './folder-names.js';
import { isSameNames, noNames, type Names } from './names.js';
import { takesNone, type Plan } from './operations.js';
import { PlanView } from './plan-view.js';
import { arrivedOf, type Arrived, type FolderEntry, type Folders } from './use-folders.js';

const mostShown = 10;

function LeftOut({ paths }: { readonly paths: readonly string[] }): JSX.Element | null {
  if (paths.length === 0) return null;
  return (
    <details>
      <summary>{words.add.leftOut(paths.length)}</summary>
      <ul className="left-out">
        {paths.slice(0, mostShown).map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
        {paths.length > mostShown && <li>{words.add.leftOutMore(paths.length - mostShown)}</li>}
      </ul>
    </details>
  );
}

export interface FolderPartProps {
  readonly entry: FolderEntry;
  readonly folders: Folders;
}

function Progress({ entry: { folder, state, draft } }: Pick<FolderPartProps, 'entry'>): JSX.Element | null {
  switch (state.step) {
    case 'WAITING':
      return <p>{words.add.folderWaiting}</p>;
    case 'SENDING':
      return (
        <>
          <label>
            {words.add.folderSending(state.sent, folder.files.length, state.percent)}{' '}
            <progress value={state.percent} max={100} />
          </label>
          <p className="soft">{words.add.folderNow(folder.files[state.sent]?.path ?? '')}</p>
        </>
      );
    case 'PLANNING':
    case 'STARTING':
      return <p>{words.add.folderPlanning}</p>;
    case 'STARTED':
      return (
        <p>
          {words.add.sent}{' '}
          <Link to="/jobs/$job" params={{ job: state.jobId }}>
            {words.add.follow(folder.name)}
          </Link>
        </p>
      );
    case 'FAILED':
      // Its manifest stands open below, with what is wrong with it.
      if (draft !== null && state.refusal?.text != null) return null;
      return (
        <div className="notice is-error" role="alert">
          <strong>{words.add.failed(folder.name)}</strong>
          <p>{state.message}</p>
        </div>
      );
    case 'PLANNED':
      return null;
  }
}

/** What the editor is opened with: what the plan was made with, what the folder brings, or a beginning. */
async function openedDraft({ folder, state }: FolderEntry): Promise<ManifestDraft> {
  if (state.step === 'PLANNED' && state.plan.manifest !== null) return openDraft(state.plan.manifest.text, true);
  return openDraft((await manifestOf(folder, mostCharacters)) ?? emptyManifest, false);
}

interface ManifestPartProps extends FolderPartProps {
  readonly arrived: Arrived;
  readonly isAtWork: boolean;
  /** Null for what the folder brings itself. */
  readonly onPlan: (manifestText: string | null) => void;
}

function ManifestPart({ entry, folders, arrived, isAtWork, onPlan }: ManifestPartProps): JSX.Element {
  const { key, folder, state, draft } = entry;
  const say = useSay();
  // Then the keyboard goes along: into the editor, and back to the button.
  const [wasOpened, setOpened] = useState(false);
  if (draft === null) {
    const isOwn = state.step === 'PLANNED' && state.plan.manifest?.isDraft === false;
    return (
      <button
        type="button"
        className="secondary small"
        // Not disabled: the keyboard comes back to it while the plan is made anew.
        aria-disabled={isAtWork}
        autoFocus={wasOpened}
        onClick={() => {
          if (isAtWork) return;
          setOpened(true);
          void openedDraft(entry).then((opened) => {
            folders.edit(key, opened);
          });
        }}
      >
        {words.manifest.openOf(isOwn, folder.name)}
      </button>
    );
  }
  return (
    <ManifestEditor
      name={folder.name}
      text={draft.text}
      places={topsOf(folder)}
      refusal={state.step === 'FAILED' ? state.refusal : null}
      isBusy={isAtWork}
      takesFocus={wasOpened}
      onText={(text) => {
        folders.edit(key, { ...draft, text });
      }}
      onPlan={() => {
        onPlan(draft.text);
      }}
      onKept={() => {
        folders.edit(key, { ...draft, kept: draft.text });
      }}
      onDiscard={() => {
        folders.edit(key, null);
        if (arrived.manifestText !== null) onPlan(null);
        say(words.manifest.discarded, () => {
          folders.edit(key, { ...draft, planned: null });
        });
      }}
    />
  );
}

/** What is filled in holds until there is a plan with other names, which a button of the plan may have given. */
function useNames(planned: Names): readonly [Names, (names: Names) => void] {
  const [own, setOwn] = useState({ planned, names: planned });
  return [
    own.planned === planned ? own.names : planned,
    (names) => {
      setOwn({ planned, names });
    },
  ];
}

/** Why the plan is not of what stands on the screen; null where it is. */
function whyOld({ state, draft }: FolderEntry, names: Names): string | null {
  if (state.step !== 'PLANNED') return null;
  if (draft !== null) return draft.text === draft.planned ? null : words.manifest.changed;
  return isSameNames(names, state.names) ? null : words.add.namesChanged;
}

const mayStart = (plan: Plan, isAllowed: boolean): boolean =>
  (!plan.needsAllowArchive || isAllowed) && !takesNone(plan);

export function FolderPart({ entry, folders }: FolderPartProps): JSX.Element {
  const { key, folder, state, draft } = entry;
  const [isAllowed, setAllowed] = useState(false);
  const arrived = arrivedOf(state);
  const [names, setNames] = useNames(arrived?.names ?? noNames);
  const old = whyOld(entry, names);
  const isAtWork = ['WAITING', 'SENDING', 'PLANNING', 'STARTING'].includes(state.step);
  const plan = (changed: Partial<Arrived>): void => {
    if (arrived === null) return;
    // What was allowed was allowed for another plan.
    setAllowed(false);
    folders.plan(key, { ...arrived, ...changed });
  };
  return (
    <li className="folder" aria-busy={isAtWork}>
      <h3 dir="auto">{folder.name}</h3>
      <p className="soft">{words.add.folderAbout(folder.files.length, sizeText(sizeOf(folder)))}</p>
      <LeftOut paths={folder.leftOut} />
      <Progress entry={entry} />
      {arrived !== null && state.step !== 'STARTING' && draft === null && (
        <FolderNames
          folder={folder.name}
          names={names}
          onNames={setNames}
          isAtWork={isAtWork}
          isUnnamed={state.step === 'PLANNED' && state.plan.versions.totalCount === 0}
          onPlan={() => {
            plan({ names });
          }}
        />
      )}
      {arrived !== null && state.step !== 'STARTING' && (
        <ManifestPart
          entry={entry}
          folders={folders}
          arrived={arrived}
          isAtWork={isAtWork}
          onPlan={(manifestText) => {
            plan({ manifestText });
          }}
        />
      )}
      {state.step === 'PLANNED' && arrived !== null && (
        <PlanView
          plan={state.plan}
          isAllowed={isAllowed}
          onAllow={setAllowed}
          onVendor={(vendor) => {
            plan({ names: { ...names, vendor } });
          }}
        />
      )}
      {old !== null && <p className="notice is-warn">{old}</p>}
      <div className="row">
        {state.step === 'PLANNED' && arrived !== null && (
          <button
            type="button"
            disabled={old !== null || !mayStart(state.plan, isAllowed)}
            onClick={() => {
              folders.start(key, arrived, isAllowed);
            }}
          >
            {words.add.folderStart(folder.name)}
          </button>
        )}
        {state.step === 'STARTED' && draft !== null && <DownloadManifest text={draft.text} />}
        {!isAtWork && state.step !== 'STARTED' && (
          <button
            type="button"
            className="plain"
            onClick={() => {
              folders.remove(key);
            }}
          >
            {words.add.folderRemove(folder.name)}
          </button>
        )}
      </div>
    </li>
  );
}
