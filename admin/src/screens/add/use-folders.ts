/** Folders and archives on their way: packed, sent one after the other, planned, and ingested when whoever sent them says so. */
import { useRef, useState } from 'react';
import { ask, AskError } from '../../api/ask.js';
import { askAllAgain } from '../../api/client.js';
import { words } from '../../words/en.js';
import { manifestOf, type Folder } from './dropped.js';
import { sizeText, tooMuch } from './folder-limits.js';
import { refusedFindings, type Refusal } from './manifest-operations.js';
import { mostCharacters, openDraft, type ManifestDraft } from './manifest-text.js';
import { sentNames, type Names } from './names.js';
import { createUploadMutation, previewUploadMutation, startUploadMutation, type Plan } from './operations.js';
import { percentOf, sendFile } from './send-file.js';
import { filesSent, packTar } from './tar.js';

/** A folder that has arrived, and what its plan was made with. */
export interface Arrived {
  readonly uploadId: string;
  readonly names: Names;
  /** In place of its own; null if what it brings holds. */
  readonly manifestText: string | null;
}

export type FolderState =
  | { readonly step: 'WAITING' }
  | { readonly step: 'SENDING'; readonly sent: number; readonly percent: number }
  | ({ readonly step: 'PLANNING' } & Arrived)
  | ({ readonly step: 'PLANNED'; readonly plan: Plan } & Arrived)
  | ({ readonly step: 'STARTING' } & Arrived)
  | { readonly step: 'STARTED'; readonly jobId: string }
  /** Where it has arrived, it may be planned again. */
  | {
      readonly step: 'FAILED';
      readonly message: string;
      readonly arrived: Arrived | null;
      readonly refusal: Refusal | null;
    };

export interface FolderEntry {
  readonly key: number;
  readonly folder: Folder;
  readonly state: FolderState;
  /** The manifest in its editor; null while that is closed. */
  readonly draft: ManifestDraft | null;
}

export interface Folders {
  readonly entries: readonly FolderEntry[];
  readonly add: (folders: readonly Folder[], names: Names) => void;
  readonly plan: (key: number, arrived: Arrived) => void;
  readonly edit: (key: number, draft: ManifestDraft | null) => void;
  readonly start: (key: number, arrived: Arrived, allowArchive: boolean) => void;
  readonly remove: (key: number) => void;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function send(folder: Folder, onSent: (sent: number, percent: number) => void): Promise<string> {
  const tar =
    folder.archive === undefined ? packTar(folder.files) : { blob: folder.archive, ends: [folder.archive.size] };
  const { createUpload } = await ask(createUploadMutation, {
    name: folder.archive === undefined ? `${folder.name}.tar` : folder.name,
  });
  const { id, path, mostBytes } = createUpload.upload;
  if (tar.blob.size > mostBytes) {
    throw new Error(words.add.folderTooLarge(sizeText(tar.blob.size), sizeText(mostBytes)));
  }
  await sendFile(path, tar.blob, (bytes) => {
    onSent(filesSent(tar, bytes), percentOf(bytes, tar.blob.size));
  });
  return id;
}

/** Of a state, which has more: only this goes from one state to the next. */
export function arrivedOf(state: FolderState): Arrived | null {
  if (state.step === 'FAILED') return state.arrived;
  if (!('uploadId' in state)) return null;
  const { uploadId, names, manifestText } = state;
  return { uploadId, names, manifestText };
}

const inputOf = ({ uploadId, names, manifestText }: Arrived) => ({
  uploadId,
  ...sentNames(names),
  ...(manifestText !== null && { manifestText }),
});

/** The manifest that was refused, as far as it is known here. */
async function refusalOf(error: unknown, folder: Folder, { manifestText }: Arrived): Promise<Refusal | null> {
  if (!(error instanceof AskError) || error.code !== 'MANIFEST_INVALID') return null;
  const findings = refusedFindings(error.details);
  const text = manifestText ?? (await manifestOf(folder, mostCharacters));
  return findings && { text: text?.replaceAll('\r\n', '\n') ?? null, findings };
}

export function useFolders(): Folders {
  const [entries, setEntries] = useState<readonly FolderEntry[]>([]);
  const nextKey = useRef(0);
  const queue = useRef<Promise<void>>(Promise.resolve());

  const change = (key: number, how: (entry: FolderEntry) => Partial<FolderEntry>): void => {
    setEntries((before) => before.map((entry) => (entry.key === key ? { ...entry, ...how(entry) } : entry)));
  };
  const update = (key: number, state: FolderState): void => {
    change(key, () => ({ state }));
  };
  const fail = (key: number, error: unknown, arrived: Arrived | null = null): void => {
    update(key, { step: 'FAILED', message: messageOf(error), arrived, refusal: null });
  };
  const plan = async ({ key, folder }: Pick<FolderEntry, 'key' | 'folder'>, arrived: Arrived): Promise<void> => {
    update(key, { step: 'PLANNING', ...arrived });
    try {
      const { previewUploadIngest } = await ask(previewUploadMutation, { input: inputOf(arrived) });
      const state = { step: 'PLANNED', plan: previewUploadIngest.preview, ...arrived } as const;
      change(key, ({ draft }) => ({ state, draft: draft && { ...draft, planned: arrived.manifestText } }));
    } catch (error) {
      const refusal = await refusalOf(error, folder, arrived);
      change(key, ({ draft }) => ({
        state: { step: 'FAILED', message: messageOf(error), arrived, refusal },
        draft: draft ?? (refusal?.text == null ? null : openDraft(refusal.text, false)),
      }));
    }
  };
  const bring = async (entry: FolderEntry, names: Names): Promise<void> => {
    const { key, folder } = entry;
    try {
      update(key, { step: 'SENDING', sent: 0, percent: 0 });
      const uploadId = await send(folder, (sent, percent) => {
        update(key, { step: 'SENDING', sent, percent });
      });
      await plan(entry, { uploadId, names, manifestText: null });
    } catch (error) {
      fail(key, error);
    }
  };
  const start = async (key: number, arrived: Arrived, allowArchive: boolean): Promise<void> => {
    update(key, { step: 'STARTING', ...arrived });
    try {
      const input = { ...inputOf(arrived), ...(allowArchive && { allowArchive }) };
      const { startUploadIngest } = await ask(startUploadMutation, { input });
      update(key, { step: 'STARTED', jobId: startUploadIngest.job.id });
      await askAllAgain();
    } catch (error) {
      fail(key, error, arrived);
    }
  };
  return {
    entries,
    add(folders, names) {
      const added = folders.map((folder): FolderEntry => {
        const problem = tooMuch(folder);
        const state: FolderState =
          problem === null ? { step: 'WAITING' } : { step: 'FAILED', message: problem, arrived: null, refusal: null };
        return { key: nextKey.current++, folder, state, draft: null };
      });
      setEntries((before) => [...before, ...added]);
      for (const entry of added) {
        if (entry.state.step === 'WAITING') queue.current = queue.current.then(() => bring(entry, names));
      }
    },
    plan(key, arrived) {
      const entry = entries.find((each) => each.key === key);
      if (entry !== undefined) void plan(entry, arrived);
    },
    edit(key, draft) {
      change(key, () => ({ draft }));
    },
    start(key, arrived, allowArchive) {
      void start(key, arrived, allowArchive);
    },
    remove(key) {
      setEntries((before) => before.filter((entry) => entry.key !== key));
    },
  };
}
