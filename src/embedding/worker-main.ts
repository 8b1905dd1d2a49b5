/**
 * Entry of a model process: loads one model, then embeds one text after the other, queries first. One that is there for
 * passages gives way to everything that answers requests.
 * It ends when its parent does, and leaves signals to the parent (Ctrl-C reaches the whole process group).
 */

import { ModelInvalidError, messageOf } from '../errors.js';
import { giveWay } from '../give-way.js';
import type { ModelRunner } from './model-runner.js';
import { createModelRunner } from './model-runner.js';
import type { EmbedRequest, FromWorker, ToWorker } from './worker-messages.js';

const waiting: EmbedRequest[] = [];
let runner: ModelRunner | undefined;
let running = false;

if (process.argv[2] === 'passages') giveWay();
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.on('message', (message: ToWorker) => {
  if (message.kind === 'embed') {
    waiting.push(message);
    void work();
    return;
  }
  createModelRunner(message.model).then(
    (loaded) => {
      runner = loaded;
      send({ kind: 'ready' });
      void work();
    },
    (error: unknown) => {
      if (!(error instanceof ModelInvalidError)) throw error;
      send({ kind: 'invalid', message: error.message, details: error.details });
    },
  );
});

/** Between two texts the event loop turns (`embed` yields to it), so a query that arrived meanwhile goes next. */
async function work(): Promise<void> {
  if (!runner || running) return;
  running = true;
  for (;;) {
    const query = waiting.findIndex((request) => request.lane === 'query');
    const [request] = waiting.splice(Math.max(query, 0), 1);
    if (!request) break;
    try {
      send({ kind: 'vector', id: request.id, vector: await runner.embed(request.text) });
    } catch (error) {
      send({ kind: 'failure', id: request.id, message: messageOf(error) });
    }
  }
  running = false;
}

function send(message: FromWorker): void {
  process.send?.(message);
}
