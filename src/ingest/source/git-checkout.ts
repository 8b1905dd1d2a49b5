/**
 * A commit of a git repository as a folder. The installed git fetches it, without a shell, and with everything switched off
 * that a repository or a user's settings could make it run: hooks, filters, helpers, prompts, other protocols.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { BadInputError, SourceUnavailableError } from '../../errors.js';
import { guardedFetch, ssh } from './git-address.js';
import { treeOf } from './source-home.js';

const run = promisify(execFile);

/** A fetch that takes longer is taken for stuck. */
const fetchWithinMs = 10 * 60_000;
const mostFiles = 50_000;
const mostBytes = 2 * 1024 ** 3;

export interface GitLocation {
  /** As git takes it. */
  readonly url: string;
  /** Branch, tag or commit; the repository's own choice if it is left out. */
  readonly ref?: string;
  /** Folder inside the repository. */
  readonly folder?: string;
}

export interface GitOptions {
  /** It may connect to private addresses. */
  readonly allowPrivate?: boolean;
  readonly signal?: AbortSignal;
  /** Folders that git is looked for in, separated by colons. */
  readonly searchPath?: string;
}

/**
 * `URL`, `URL#ref` or `URL#ref:folder`; `git+` before the address is dropped. Addresses are https, http, ssh or git,
 * `git@host:path`, or an absolute path.
 * @throws BadInputError
 */
export function parseGitLocation(location: string): GitLocation {
  const [url = '', fragment = ''] = location.replace(/^git\+/, '').split('#', 2);
  const [ref = '', folder = ''] = fragment.split(':', 2);
  if (/^file:/i.test(url)) {
    throw new BadInputError(
      'Addresses that begin with file: are not taken; write the absolute path of the repository.',
      {
        location,
      },
    );
  }
  const isAddress = /^(https?|ssh|git):\/\/[^-]/.test(url) || /^[\w.]+@[\w.-]+:[^-]/.test(url) || isAbsolute(url);
  if (!isAddress || /\s|\p{Cc}/u.test(url)) {
    throw new BadInputError(`${location} is no address of a git repository.`, { location });
  }
  if (ref !== '' && (!/^[\w][\w./+@-]*$/.test(ref) || ref.includes('..'))) {
    throw new BadInputError(`${ref} can't be the name of a branch, tag or commit.`, { location, ref });
  }
  if (folder.split('/').includes('..') || isAbsolute(folder)) {
    throw new BadInputError(`${folder} must be a folder inside the repository.`, { location, folder });
  }
  return { url, ...(ref !== '' && { ref }), ...(folder !== '' && { folder }) };
}

/**
 * @param home the source's folder in the data folder; the repository is kept there, so that the next run fetches less.
 * @returns the folder with the commit's files.
 * @throws SourceUnavailableError when git is missing or can't fetch, BadInputError when the folder is not in the commit.
 */
export async function checkOutGit(location: string, home: string, options: GitOptions = {}): Promise<string> {
  const { url, ref = 'HEAD', folder } = parseGitLocation(location);
  await mkdir(home, { recursive: true });
  const repository = join(home, 'repository.git');
  const git = (args: readonly string[], place: Readonly<Record<string, string>> = {}): Promise<string> =>
    runGit(args, { GIT_DIR: repository, ...place }, url, options);
  const fetch = await guardedFetch(url, options.allowPrivate === true);
  await git(['init', '--quiet', '--bare', '--template=', repository]);
  await runGit(
    [
      ...fetch.settings,
      'fetch',
      '--quiet',
      '--depth=1',
      '--no-tags',
      '--no-recurse-submodules',
      '--force',
      '--',
      url,
      ref,
    ],
    { GIT_DIR: repository, ...fetch.environment },
    url,
    options,
  );
  const commit = (await git(['rev-parse', '--verify', 'FETCH_HEAD^{commit}'])).trim();
  const root = folder === undefined ? `${commit}^{tree}` : `${commit}:${folder}`;
  const listed = await git(['ls-tree', '-r', '-l', '-z', root]).catch((error: unknown) => {
    if (folder === undefined) throw error;
    throw new BadInputError(`${folder} is not in ${url} at ${ref}.`, { location, folder });
  });
  const tree = await git(['rev-parse', '--verify', root]);
  checkSize(listed, url);
  return treeOf(home, tree.trim(), async (target) => {
    const draft = await mkdtemp(`${target}.`);
    const index = `${draft}.index`;
    const place = { GIT_INDEX_FILE: index, GIT_WORK_TREE: draft };
    try {
      await git(['read-tree', tree.trim()], place);
      await git(['checkout-index', '--all', '--quiet'], place);
      await rename(draft, target);
    } finally {
      await rm(draft, { recursive: true, force: true });
      await rm(index, { force: true });
    }
  });
}

/** @param listed lines of `ls-tree -l`: mode, type, hash, size, path. */
function checkSize(listed: string, url: string): void {
  const lines = listed.split('\0').filter((line) => line !== '');
  const bytes = lines.reduce((sum, line) => sum + (Number(/^\d+ \w+ \w+ +(\d+)\t/.exec(line)?.[1]) || 0), 0);
  if (lines.length > mostFiles || bytes > mostBytes) {
    throw new SourceUnavailableError(
      `${url} holds ${String(lines.length)} files with ${String(bytes)} bytes; the limits are ${String(mostFiles)} and ${String(mostBytes)}. Name a folder: URL#ref:folder.`,
      { url, files: lines.length, bytes },
    );
  }
}

/** Settings that beat those of files; repositories that are fetched have no settings of their own. */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.autocrlf=false',
  'core.protectNTFS=true',
  'core.protectHFS=true',
  'credential.helper=',
  'protocol.allow=never',
  'protocol.https.allow=always',
  'protocol.http.allow=always',
  'protocol.ssh.allow=always',
  'protocol.git.allow=always',
  // Paths on this disk; addresses that begin with file: are refused before.
  'protocol.file.allow=always',
  'fetch.recurseSubmodules=false',
  'gc.auto=0',
  'maintenance.auto=false',
  // A redirect would lead past the check of the address.
  'http.followRedirects=false',
  // Bytes a second, and for how many seconds: slower is taken for stuck.
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=30',
  'uploadpack.packObjectsHook=',
].flatMap((setting) => ['-c', setting]);

async function runGit(
  args: readonly string[],
  place: Readonly<Record<string, string>>,
  url: string,
  { signal, searchPath = usualPath }: GitOptions,
): Promise<string> {
  try {
    const { stdout } = await run('git', [...settings, ...args], {
      env: {
        PATH: searchPath,
        HOME: '/nonexistent',
        LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_ATTR_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '/bin/false',
        GIT_SSH_COMMAND: ssh,
        GIT_LFS_SKIP_SMUDGE: '1',
        ...place,
      },
      timeout: fetchWithinMs,
      maxBuffer: 64 * 1024 * 1024,
      ...(signal !== undefined && { signal }),
    });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    throw unavailable(error, url);
  }
}

/** Where git is looked for; the environment is `main.ts`'s to read. */
const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin:/opt/local/bin';

function unavailable(error: unknown, url: string): SourceUnavailableError {
  const { code, stderr = '', killed } = error as { code?: unknown; stderr?: string; killed?: boolean };
  if (code === 'ENOENT') {
    return new SourceUnavailableError('git is not installed; install it, or ingest a folder or an archive.', { url });
  }
  const known = killed === true ? 'it took too long' : reasons.find(([pattern]) => pattern.test(stderr))?.[1];
  const reason = known ?? 'it does not answer as a repository does; the log of the service may say more';
  return new SourceUnavailableError(`git can't fetch ${url}: ${reason}.`, { url }, { cause: error });
}

/**
 * What git's own complaints mean. They are not passed on: they hold what the other side says, which may be anything, and would
 * let callers look around in the network of the service.
 */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/could not resolve host/i, 'its name is not known'],
  [
    /authentication failed|could not read (?:username|password)|permission denied|host key verification/i,
    'it asks for credentials, which this service has none of',
  ],
  [/couldn't find remote ref|not our ref/i, 'it has no such branch, tag or commit'],
  [/redirect/i, 'it leads to another address; write that one'],
  [
    /not found|does not exist|does not appear to be a git repository|could not read from remote/i,
    'there is no such repository',
  ],
  [/timed out|too slow|operation too slow/i, 'it took too long'],
  [/connection refused|failed to connect|couldn't connect/i, 'nothing answers there'],
];
