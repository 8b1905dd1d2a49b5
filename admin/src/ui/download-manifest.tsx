/** A `library.yaml` as a file. */
import type { JSX } from 'react';
import { words } from '../words/en.js';
import { download } from './download.js';

interface DownloadManifestProps {
  readonly text: string;
  readonly onKept?: () => void;
}

/** The manifest is to be kept beside the files that it describes. */
export function DownloadManifest({ text, onKept }: DownloadManifestProps): JSX.Element {
  return (
    <button
      type="button"
      className="secondary"
      onClick={() => {
        download('library.yaml', text, 'application/yaml');
        onKept?.();
      }}
    >
      {words.manifest.download}
    </button>
  );
}
