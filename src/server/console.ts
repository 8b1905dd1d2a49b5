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

interface Page {
  readonly html: string;
  readonly etag: string;
}

interface BuiltConsole {
  readonly page: Page;
  /** By address: pages that name the files of their screen, so that these load beside the entry. */
  readonly pages: ReadonlyMap<string, Page>;
  /** By name; every name holds a digest of the content. */
  readonly assets: ReadonlyMap<string, BuiltFile>;
}

function pageOf(html: string): Page {
  return { html, etag: `"${createHash('sha256').update(html).digest('hex').slice(0, 16)}"` };
}

/** Names of files that each of the first screens needs besides the entry, as the build wrote them down. */
async function readPreloads(folder: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const text = await readFile(join(folder, 'preloads.json'), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, string[]>;
}

function withPreloads(html: string, names: readonly string[]): string {
  const links = names.map((name) => `<link rel="modulepreload" crossorigin href="/admin/${name}">`);
  return html.replace('</head>', `${links.join('')}</head>`);
}

/** Null when there is none. */
async function readConsole(folder: string): Promise<BuiltConsole | null> {
  try {
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    const preloads = Object.entries(await readPreloads(folder));
    const names = await readdir(join(folder, 'assets'));
    const read = async (name: string): Promise<[string, BuiltFile]> => {
      const path = join(folder, 'assets', name);
      const gzip = names.includes(`${name}.gz`) ? await readFile(`${path}.gz`) : null;
      return [name, { plain: await readFile(path), gzip }];
    };
    return {
      page: pageOf(html),
      pages: new Map(preloads.map(([address, files]) => [address, pageOf(withPreloads(html, files))])),
      assets: new Map(await Promise.all(names.filter((name) => !name.endsWith('.gz')).map(read))),
    };
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

  app.get(/^\/admin(?:\/.*)?$/, (request, response) => {
    setHeaders(response);
    if (built === null) {
      response.status(503).set('Cache-Control', 'no-store').type('text');
      response.send('The console is not built. Run `npm run build`, then start the service again.\n');
      return;
    }
    const { html, etag } = built.pages.get(request.path.replace(/\/$/, '')) ?? built.page;
    response.set({ 'Cache-Control': 'no-cache', ETag: etag }).type('html').send(html);
  });
}
