/** The worker thread that opens one source and plans it. */
import { parentPort, workerData } from 'node:worker_threads';
import { DomainError, messageOf } from '../../errors.js';
import { giveWay } from '../../give-way.js';
import { reportOf } from '../threads/reported-error.js';
import { threadId } from '../threads/thread-cpu.js';
import type { OpenTask, OpenAnswer } from './open-apart.js';
import { openSource } from './open-source.js';

giveWay('thread');
const port = parentPort;
if (port === null) throw new Error('it runs in a worker thread only');
const { request, parts } = workerData as OpenTask;
const stop = new AbortController();
port.once('message', () => {
  stop.abort();
});
const answer = (message: OpenAnswer): void => {
  port.postMessage(message);
};

answer({ thread: threadId() });
try {
  answer({ plan: await openSource(request, parts, stop.signal) });
} catch (error) {
  if (error instanceof DomainError) {
    answer({ failure: reportOf(error) });
  } else answer({ fault: error instanceof Error ? (error.stack ?? error.message) : messageOf(error) });
}
port.close();
