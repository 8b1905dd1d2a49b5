/** The console at `/admin`: the files of its own build, under a policy by which nothing comes from elsewhere. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express, Response } from 'express';

/** Where `npm run build` puts it. */
const builtConsole = fileURLToPath(new URL('../../admin', import.meta.url));

/** No inline script or style, and no text that becomes markup or code (Trusted Types). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

function setHeaders(response: Response): void {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
}

interface BuiltFile {
  readonly plain: Buffer;
  /** The same, packed by the build; null where that would not be smaller. */
  readonly gzip: Buffer | null;
}

interface BuiltConsole {
  readonly page: string;
  /** By name; every name holds a digest of the content. */
  readonly assets: ReadonlyMap<string, BuiltFile>;
}

/** Null when there is none. */
async function readConsole(folder: string): Promise<BuiltConsole | null> {
  try {
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const names = await readdir(join(folder, 'assets'));
    const read = async (name: string): Promise<[string, BuiltFile]> => {
      const path = join(folder, 'assets', name);
      const gzip = names.includes(`${name}.gz`) ? await readFile(`${path}.gz`) : null;
      return [name, { plain: await readFile(path), gzip }];
    };
    return { page, assets: new Map(await Promise.all(names.filter((name) => !name.endsWith('.gz')).map(read))) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Every address below `/admin` is the console's, which finds its screens by itself.
 * @param folder the built console.
 */
export async function mountConsole(app: Express, folder = builtConsole): Promise<void> {
  const built = await readConsole(folder);
  const etag = `"${createHash('sha256')
    .update(built?.page ?? '')
    .digest('hex')
    .slice(0, 16)}"`;

  app.get('/admin/assets/:name', (request, response) => {
    setHeaders(response);
    const { name } = request.params;
    const file = built?.assets.get(name);
    if (file === undefined) {
      response.status(404).set('Cache-Control', 'no-store').type('text').send('There is no such file.\n');
      return;
    }
    response.set('Cache-Control', 'public, max-age=31536000, immutable').vary('Accept-Encoding');
    response.type(name.slice(name.lastIndexOf('.')));
    const isPacked = file.gzip !== null && request.acceptsEncodings('gzip', 'identity') === 'gzip';
    if (isPacked) response.set('Content-Encoding', 'gzip');
    response.send(isPacked ? file.gzip : file.plain);
  });

  app.get(/^\/admin(?:\/.*)?$/, (_request, response) => {
    setHeaders(response);
    if (built === null) {
      response.status(503).set('Cache-Control', 'no-store').type('text');
      response.send('The console is not built. Run `npm run build`, then start the service again.\n');
      return;
    }
    response.set({ 'Cache-Control': 'no-cache', ETag: etag }).type('html').send(built.page);
  });
}
