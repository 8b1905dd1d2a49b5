/** Lets other commands of the same user work with the library that this process has open. */
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DomainError, messageOf, NotFoundError } from '../errors.js';
import { OperationError } from '../executor.js';
import type { Logger } from '../logger.js';
import { createSocketFolder } from '../store/embedded/socket-folder.js';
import type { AnswerLine, OwnerTask } from './owner-messages.js';

/** What is being answered gets so long to end. Milliseconds. */
const drainMs = 5_000;

export interface TaskCall {
  /** Fires when the caller is gone. */
  readonly signal: AbortSignal;
  onProgress(facts: Readonly<Record<string, unknown>>): void;
}

/** `input` is JSON of another process: to be parsed. */
export type Task = (input: unknown, call: TaskCall) => Promise<unknown>;

export type OwnerTasks = Readonly<Partial<Record<OwnerTask, Task>>>;

export interface OwnerDoor {
  /** Path of the socket; in a folder that only this user can enter. */
  readonly path: string;
  close(): Promise<void>;
}

function errorLine(error: unknown, logger: Logger): AnswerLine {
  if (error instanceof DomainError || error instanceof OperationError) {
    return { error: { code: error.code, message: error.message, details: { ...error.details } } };
  }
  logger.error({ err: error }, 'what another command asked for failed');
  return { error: { code: 'INTERNAL_SERVER_ERROR', message: messageOf(error), details: {} } };
}

async function answer(tasks: OwnerTasks, request: IncomingMessage, response: ServerResponse, logger: Logger) {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  const say = (line: AnswerLine): void => {
    response.write(`${JSON.stringify(line)}\n`);
  };
  try {
    const task = tasks[(request.url ?? '').slice(1) as OwnerTask];
    if (task === undefined) throw new NotFoundError('The process that has the library open can not do that.', {});
    const input: unknown = JSON.parse(await text(request));
    const onProgress = (progress: Readonly<Record<string, unknown>>): void => {
      say({ progress });
    };
    const result = await task(input, { signal: gone.signal, onProgress });
    say({ result: result ?? null });
  } catch (error) {
    say(errorLine(error, logger));
  }
  response.end();
}

export async function openOwnerDoor(tasks: OwnerTasks, logger: Logger): Promise<OwnerDoor> {
  const folder = createSocketFolder();
  const path = join(folder, 'owner');
  const server = createServer((request, response) => {
    void answer(tasks, request, response, logger);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return {
    path,
    async close() {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      server.closeIdleConnections();
      const late = setTimeout(() => {
        server.closeAllConnections();
      }, drainMs);
      await closed;
      clearTimeout(late);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
