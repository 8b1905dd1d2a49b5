/** Says how far the library is: empty, or being filled just now. */
import type { JSX } from 'preact';
import type { FrameData } from './operations/frame.js';
import { counted } from './page-name.js';

export function IngestProgress({ ingestJobs }: Pick<FrameData, 'ingestJobs'>): JSX.Element | null {
  const running = ingestJobs.nodes.find(({ state }) => state === 'RUNNING');
  if (running === undefined) return null;
  const { filesDone, filesTotal } = running;
  return (
    <p class="progress" role="status">
      <span>
        Reading documents: {filesDone.toLocaleString('en')} of {counted(filesTotal, 'file')}. Search works meanwhile and
        finds more with every file; reload to see how far it is.
      </span>
      {filesTotal > 0 && <progress value={filesDone} max={filesTotal} aria-label="Files read" />}
    </p>
  );
}

export function EmptyLibrary({ ingestJobs }: Pick<FrameData, 'ingestJobs'>): JSX.Element {
  const isRunning = ingestJobs.nodes.some(({ state }) => state === 'RUNNING');
  return (
    <section class="state">
      <h2>The library is empty</h2>
      {isRunning ? (
        <p>Its first documents are being read. They appear here and in searches as they come in.</p>
      ) : (
        <>
          <p>Give it a folder of Markdown laid out as product/version/document/file.md, or one with a library.yaml:</p>
          <pre>
            <code>npx mcdewey ingest path/to/manuals</code>
          </pre>
        </>
      )}
    </section>
  );
}
