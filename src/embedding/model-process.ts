/** One child process that runs the model: a native abort ends the child, not the server. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LocalModel } from './local-model.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

export interface ModelProcess {
  readonly pid: number | undefined;
  send(message: ToWorker): void;
  /** Ends the process at once and waits until it is gone. */
  kill(): Promise<void>;
}

export interface ModelProcessListener {
  onMessage(message: FromWorker): void;
  /** The process is gone, whatever the cause; `reason` holds its exit and the end of what it wrote to stderr. */
  onGone(reason: string): void;
}

const ENTRY = fileURLToPath(new URL('./worker-main.js', import.meta.url));
const STDERR_KEPT = 1_000;

/** What a process is there for; the one for queries embeds nothing else, the others take queries that it is too busy for. */
export type ModelDuty = 'queries' | 'passages';

/** Starts a process that loads `model`. Its stdout is closed: the server's may be a protocol's. */
export function startModelProcess(model: LocalModel, duty: ModelDuty, listener: ModelProcessListener): ModelProcess {
  const child = fork(ENTRY, [duty], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-STDERR_KEPT);
  });
  const gone = new Promise<void>((resolve) => {
    let reported = false;
    const report = (reason: string): void => {
      if (reported) return;
      reported = true;
      resolve();
      listener.onGone(complaint ? `${reason}: ${complaint.trim()}` : reason);
    };
    child.on('close', (code, signal) => {
      report(signal ? `ended by ${signal}` : `exit code ${String(code)}`);
    });
    child.on('error', (error) => {
      if (child.pid === undefined) report(error.message);
    });
  });
  child.on('message', (message: FromWorker) => {
    listener.onMessage(message);
  });

  const send = (message: ToWorker): void => {
    child.send(message, () => undefined);
  };
  send({ kind: 'load', model });
  return {
    pid: child.pid,
    send,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
