/**
 * A commit of a git repository as a folder. The installed git fetches it, without a shell, and with everything switched off
 * that a repository or a user's settings could make it run: hooks, filters, helpers, prompts, other protocols.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { BadInputError, SourceUnavailableError } from '../../errors.js';
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
  readonly signal?: AbortSignal;
  /** Folders that git is looked for in, separated by colons. */
  readonly searchPath?: string;
}

/**
 * `URL`, `URL#ref` or `URL#ref:folder`; `git+` before the address is dropped. Addresses are https, http, ssh, git or
 * file, `git@host:path`, or an absolute path.
 * @throws BadInputError
 */
export function parseGitLocation(location: string): GitLocation {
  const [url = '', fragment = ''] = location.replace(/^git\+/, '').split('#', 2);
  const [ref = '', folder = ''] = fragment.split(':', 2);
  const isAddress = /^(https?|ssh|git|file):\/\/[^-]/.test(url) || /^[\w.]+@[\w.-]+:[^-]/.test(url) || isAbsolute(url);
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
  await git(['init', '--quiet', '--bare', '--template=', repository]);
  await git(['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--force', '--', url, ref]);
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
  'protocol.file.allow=always',
  'fetch.recurseSubmodules=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'http.followRedirects=initial',
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
        ...place,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_ATTR_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '/bin/false',
        GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes',
        GIT_LFS_SKIP_SMUDGE: '1',
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
  const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
  if (code === 'ENOENT') {
    return new SourceUnavailableError('git is not installed; install it, or ingest a folder or an archive.', { url });
  }
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return new SourceUnavailableError(
    `git can't fetch ${url}: ${said.slice(0, 300) || 'it took too long'}`,
    { url },
    {
      cause: error,
    },
  );
}
