/** Files on their way: sent one after the other, each ingested as soon as it has arrived. */
import { useRef, useState } from 'react';
import { ask } from '../../api/ask.js';
import { askAllAgain } from '../../api/client.js';
import { sentNames, type Names } from './names.js';
import { createUploadMutation, startUploadMutation } from './operations.js';
import { percentOf, sendFile } from './send-file.js';

export interface UploadEntry {
  readonly key: number;
  readonly name: string;
  readonly state:
    | { readonly step: 'WAITING' }
    | { readonly step: 'SENDING'; readonly percent: number }
    | { readonly step: 'STARTED'; readonly jobId: string }
    | { readonly step: 'FAILED'; readonly message: string };
}

export interface Uploads {
  readonly entries: readonly UploadEntry[];
  add(files: readonly File[], names: Names): void;
}

export function useUploads(): Uploads {
  const [entries, setEntries] = useState<readonly UploadEntry[]>([]);
  const nextKey = useRef(0);
  const queue = useRef<Promise<void>>(Promise.resolve());

  const update = (key: number, state: UploadEntry['state']): void => {
    setEntries((before) => before.map((entry) => (entry.key === key ? { ...entry, state } : entry)));
  };
  const send = async (key: number, file: File, names: Names): Promise<void> => {
    try {
      update(key, { step: 'SENDING', percent: 0 });
      const {
        createUpload: { upload },
      } = await ask(createUploadMutation, { name: file.name });
      await sendFile(upload.path, file, (sent) => {
        update(key, { step: 'SENDING', percent: percentOf(sent, file.size) });
      });
      const input = { uploadId: upload.id, ...sentNames(names) };
      const { startUploadIngest } = await ask(startUploadMutation, { input });
      update(key, { step: 'STARTED', jobId: startUploadIngest.job.id });
      await askAllAgain();
    } catch (error) {
      update(key, { step: 'FAILED', message: error instanceof Error ? error.message : String(error) });
    }
  };
  return {
    entries,
    add(files, names) {
      const added = files.map((file) => ({ file, key: nextKey.current++ }));
      const waiting = added.map(({ file, key }): UploadEntry => ({ key, name: file.name, state: { step: 'WAITING' } }));
      setEntries((before) => [...before, ...waiting]);
      for (const { file, key } of added) queue.current = queue.current.then(() => send(key, file, names));
    },
  };
}
