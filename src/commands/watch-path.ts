/** Tells when something below a path has changed, once things are quiet again. */
import { watch } from 'chokidar';

/** Editors and copies write in bursts. */
const quietMs = 700;

/** Calls `changed` after each burst, never twice at once; ends when the signal fires. */
export async function watchPath(path: string, signal: AbortSignal, changed: () => Promise<void>): Promise<void> {
  const watcher = watch(path, {
    ignoreInitial: true,
    ignored: (name) => /(^|[/\\])(\.[^/\\]+|node_modules)$/.test(name.slice(path.length)),
  });
  let pending: NodeJS.Timeout | undefined;
  let isDirty = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (isDirty && !signal.aborted) {
      isDirty = false;
      await changed();
    }
    running = undefined;
  }

  watcher.on('all', () => {
    isDirty = true;
    clearTimeout(pending);
    pending = setTimeout(() => {
      running ??= run();
    }, quietMs);
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  clearTimeout(pending);
  await watcher.close();
  await running;
}
