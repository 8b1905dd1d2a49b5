/** Tells when something at a place has changed, once things are quiet again. */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { watch } from 'chokidar';
import { BadInputError } from '../errors.js';
import type { IngestRequest } from '../ingest/source/ingest-request.js';

/** Editors and copies write in bursts. */
const quietMs = 700;
/** What package managers write last, in the folder that they install into. */
const installed = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml'];

export interface Watch {
  /** Calls `changed` after each burst since the watch was opened, never twice at once; ends when the signal fires. */
  each(signal: AbortSignal, changed: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The nearest `node_modules`, here or in a folder above. */
async function modulesOf(project: string): Promise<string> {
  for (let folder = project; dirname(folder) !== folder; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if ((await stat(modules).catch(() => undefined))?.isDirectory() === true) return modules;
  }
  return join(project, 'node_modules');
}

/** What a watch looks at. */
interface Place {
  readonly paths: readonly string[];
  /** Of folders: whether what lies deeper counts too. */
  readonly depth?: number;
  readonly ignored: (name: string) => boolean;
}

/** @throws BadInputError for a source that is not on this disk. */
async function placeOf({ kind, location, options: { manifest } }: IngestRequest): Promise<Place> {
  switch (kind) {
    case 'FOLDER':
    case 'ARCHIVE':
      return {
        paths: manifest === undefined ? [location] : [location, manifest],
        ignored: (name) =>
          name !== manifest &&
          name.startsWith(location) &&
          /(^|[/\\])(\.[^/\\]+|node_modules)$/.test(name.slice(location.length)),
      };
    case 'PACKAGES': {
      const modules = await modulesOf(location);
      const told = new Set([location, modules, join(location, 'package.json')]);
      for (const name of installed) told.add(join(modules, name));
      return { paths: [location, modules], depth: 0, ignored: (name) => !told.has(name) };
    }
    default:
      throw new BadInputError(
        `${location} can't be watched: --watch is for files on this disk. Run \`mcdewey sources run ${location}\` now and then.`,
        { location },
      );
  }
}

/** What happens from now on is noticed, also before anybody asks for it. */
export async function openWatch(request: IngestRequest): Promise<Watch> {
  const { paths, ...place } = await placeOf(request);
  const watcher = watch([...paths], { ignoreInitial: true, ...place });
  let isDirty = false;
  let notice = (): void => undefined;
  watcher.on('all', () => {
    isDirty = true;
    notice();
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));

  return {
    async each(signal, changed) {
      let pending: NodeJS.Timeout | undefined;
      let running: Promise<void> | undefined;

      async function run(): Promise<void> {
        while (isDirty && !signal.aborted) {
          isDirty = false;
          await changed();
        }
        running = undefined;
      }

      notice = () => {
        clearTimeout(pending);
        pending = setTimeout(() => {
          running ??= run();
        }, quietMs);
      };
      if (isDirty) notice();
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => {
          resolve();
        });
      });
      notice = () => undefined;
      clearTimeout(pending);
      await running;
    },
    close: () => watcher.close(),
  };
}
