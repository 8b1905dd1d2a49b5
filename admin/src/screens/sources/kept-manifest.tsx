/** The manifest that a source is read by since somebody wrote it at an ingest: it stands nowhere else. */
import { useState, type JSX } from 'react';
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { Answer } from '../../ui/answer.js';
import { Dialog } from '../../ui/dialog.js';
import { DownloadManifest } from '../../ui/download-manifest.js';
import { words } from '../../words/en.js';

const manifestQuery = graphql(`
  query ManifestOfSource($id: ID!) {
    node(id: $id) {
      ... on IngestSource {
        manifestText
      }
    }
  }
`);

const { sources } = words;

interface KeptManifestProps {
  readonly id: string;
  readonly location: string;
}

function ManifestDialog({ id, location, onClose }: KeptManifestProps & { readonly onClose: () => void }): JSX.Element {
  const query = useAsk(manifestQuery, { id });
  const title = sources.manifestOf(location);
  return (
    <Dialog wide title={title} onClose={onClose}>
      <Answer of={query}>
        {({ node }) => {
          const text = node !== null && 'manifestText' in node ? node.manifestText : null;
          if (text === null) return <p>{words.edit.notThere}</p>;
          return (
            <>
              <p className="soft">{sources.manifestAbout}</p>
              {/* Reached by the keyboard, since it scrolls. */}
              <pre className="file" tabIndex={0} role="region" aria-label={sources.manifest}>
                {text}
              </pre>
              <DownloadManifest text={text} />
            </>
          );
        }}
      </Answer>
    </Dialog>
  );
}

export function KeptManifest(source: KeptManifestProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="secondary small"
        aria-label={sources.manifestOf(source.location)}
        onClick={() => {
          setOpen(true);
        }}
      >
        {sources.manifest}
      </button>
      {isOpen && (
        <ManifestDialog
          {...source}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
