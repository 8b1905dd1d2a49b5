/** Asks the process that has the library open, over its private socket. */
import { request, type IncomingMessage } from 'node:http';
import type { Door } from '../caller.js';
import { OperationError, type Execute } from '../executor.js';
import { answerLineSchema, type AnswerLine, type OwnerTask } from './owner-messages.js';

/** The owner ended before it answered; another may take its place. */
export class OwnerGoneError extends OperationError {
  constructor(cause?: unknown) {
    super('SERVICE_UNAVAILABLE', 'The process that had the library open has ended. Run this again.', {}, { cause });
  }
}

export interface OwnerClient {
  ask(task: OwnerTask, input: object, options?: AskOptions): Promise<unknown>;
  readonly execute: Execute;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (facts: Readonly<Record<string, unknown>>) => void;
}

function send(path: string, task: OwnerTask, input: object, signal?: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { socketPath: path, path: `/${task}`, method: 'POST', agent: false, ...(signal && { signal }) };
    const sent = request(options, resolve);
    sent.once('error', reject);
    sent.end(JSON.stringify(input));
  });
}

/** The lines of an answer, as they come. */
async function* linesOf(answer: IncomingMessage): AsyncGenerator<AnswerLine> {
  let rest = '';
  for await (const part of answer.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield answerLineSchema.parse(JSON.parse(line));
  }
}

async function ask(path: string, task: OwnerTask, input: object, { signal, onProgress }: AskOptions): Promise<unknown> {
  try {
    for await (const line of linesOf(await send(path, task, input, signal))) {
      if ('progress' in line) onProgress?.(line.progress);
      else if ('error' in line) throw new OperationError(line.error.code, line.error.message, line.error.details);
      else return line.result;
    }
  } catch (error) {
    if (error instanceof OperationError) throw error;
    if (signal?.aborted === true) throw new OperationError('CANCELLED', 'Stopped.', {}, { cause: error });
    throw new OwnerGoneError(error);
  }
  throw new OwnerGoneError();
}

/**
 * @param path socket of the owner, as the lock of the data folder names it.
 * @param door where this process takes questions from.
 */
export function createOwnerClient(path: string, door: Door = 'COMMAND_LINE'): OwnerClient {
  return {
    ask: (task, input, options = {}) => ask(path, task, input, options),
    async execute({ name, source }, variables, options = {}) {
      return (await ask(path, 'execute', { name, source, variables: variables ?? {}, door }, options)) as never;
    },
  };
}
