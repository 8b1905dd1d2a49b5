/** Keeps Elasticsearch in step while a command writes. */
import type { App } from '../app.js';
import type { Terminal } from './terminal.js';

/** Longest wait at the end for Elasticsearch to hold what was read. Milliseconds. */
const drainWithinMs = 30_000;

/** Brings what is read to Elasticsearch meanwhile; what is left is for a service or a worker to bring. */
export async function withSync<Result>(app: App, terminal: Terminal, work: () => Promise<Result>): Promise<Result> {
  const sync = app.elasticsearch?.sync;
  if (sync === undefined) return work();
  const over = new AbortController();
  const running = sync.run(over.signal);
  try {
    return await work();
  } finally {
    over.abort();
    await running;
    const waiting = await sync.drain(drainWithinMs).then(
      (lag) => lag.waiting,
      () => null,
    );
    if (waiting !== 0) {
      terminal.tell(
        'note: Elasticsearch does not hold everything yet. A service or a worker that runs brings the rest; until then words are searched in what it holds.',
      );
    }
  }
}
