/** Runs the command line as a person would: the built program in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/mcdewey.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves when the text has been written to stderr; rejects when the process ends first. */
  saw(pattern: RegExp): Promise<RegExpExecArray>;
  /** The same of stdout. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

export function start(args: readonly string[], environment: Readonly<Record<string, string>>): Started {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH, HOME, EMBEDDING_MODEL: 'hashing', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    for (const look of watchers) look();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
    for (const look of watchers) look();
  });
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
  const within = (textOf: () => string, pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(textOf());
        if (found === null) return;
        watchers.delete(look);
        resolve(found);
      };
      watchers.add(look);
      look();
      void finished.then(() => {
        reject(new Error(`the process ended before it wrote ${String(pattern)}:\n${stdout}\n${stderr}`));
      });
    });
  return {
    child,
    finished,
    saw: (pattern) => within(() => stderr, pattern),
    printed: (pattern) => within(() => stdout, pattern),
  };
}

export function run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Finished> {
  return start(args, environment).finished;
}
