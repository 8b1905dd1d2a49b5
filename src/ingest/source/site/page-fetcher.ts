/** Fetches the pages of a crawl: within its site, as its robots.txt allows, no faster than agreed, never too much. */
import robots from 'robots-parser';
import { fetch, type Response } from 'undici';
import { DomainError, SourceUnavailableError, messageOf } from '../../../errors.js';
import { checkLiteral, createGuardedAgent } from './address-guard.js';

interface Robot {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
}

/** The package's types describe a default export that its CommonJS module does not have. */
const parseRobots = robots as unknown as (url: string, text: string) => Robot;

export interface SiteLimits {
  /** Bytes of one page, unpacked. */
  readonly pageBytes: number;
  readonly redirects: number;
  /** Between two requests, unless robots.txt asks for more. */
  readonly intervalMs: number;
  /** The longest wait that robots.txt may ask for. */
  readonly mostIntervalMs: number;
  readonly connectMs: number;
  readonly answerMs: number;
}

export const siteLimits: SiteLimits = {
  pageBytes: 20 * 1024 ** 2,
  redirects: 5,
  intervalMs: 200,
  mostIntervalMs: 10_000,
  connectMs: 10_000,
  answerMs: 30_000,
};

export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export type FetchedPage =
  | {
      readonly is: 'page';
      readonly url: URL;
      readonly type: string;
      readonly bytes: Uint8Array;
      readonly validators: Validators;
    }
  | { readonly is: 'unchanged'; readonly url: URL }
  | { readonly is: 'gone' };

export interface PageFetcher {
  /** @throws SourceUnavailableError with the reason why there is no page. */
  fetch(url: URL, known?: Validators): Promise<FetchedPage>;
  /** robots.txt lets this program have the page. */
  allows(url: URL): boolean;
  close(): Promise<void>;
}

export interface PageFetcherOptions {
  readonly allowPrivate: boolean;
  readonly limits?: SiteLimits;
  readonly signal?: AbortSignal;
}

/** How this program names itself; robots.txt rules for `mcdewey` are for it. */
const agentName = 'mcdewey';

/** A site while its pages are fetched. */
interface SiteAccess {
  readonly start: URL;
  readonly allowPrivate: boolean;
  readonly limits: SiteLimits;
  readonly signal: AbortSignal | undefined;
  readonly agent: ReturnType<typeof createGuardedAgent>;
  /** Undefined while robots.txt is not read, or where there is none. */
  rules: Robot | undefined;
  intervalMs: number;
  /** When the next request may begin. */
  nextAt: number;
}

/**
 * Reads the site's robots.txt first: none (4xx) allows everything.
 * @throws SourceUnavailableError if robots.txt can't be had (5xx, no answer): then nothing is known to be allowed.
 */
export async function createPageFetcher(start: URL, options: PageFetcherOptions): Promise<PageFetcher> {
  const { allowPrivate, limits = siteLimits, signal } = options;
  const agent = createGuardedAgent({ allowPrivate, ...limits });
  const { intervalMs, mostIntervalMs } = limits;
  const site: SiteAccess = { start, allowPrivate, limits, signal, agent, rules: undefined, intervalMs, nextAt: 0 };
  try {
    site.rules = await readRobots(site);
  } catch (error) {
    await agent.destroy();
    throw error;
  }
  const asked = (site.rules?.getCrawlDelay(agentName) ?? 0) * 1_000;
  site.intervalMs = Math.min(mostIntervalMs, Math.max(intervalMs, asked));
  return {
    allows: (url) => allows(site, url),
    close: () => agent.destroy(),
    fetch: (url, known = {}) => fetchPage(site, url, known),
  };
}

function allows({ rules }: SiteAccess, url: URL): boolean {
  return rules?.isAllowed(url.href, agentName) !== false;
}

async function fetchPage(site: SiteAccess, from: URL, known: Validators): Promise<FetchedPage> {
  if (!allows(site, from)) throw forbidden(from);
  const { url, response } = await follow(site, from, { known });
  const { status, headers } = response;
  if (status === 304) return { is: 'unchanged', url };
  if (status === 404 || status === 410) {
    await response.body?.cancel();
    return { is: 'gone' };
  }
  if (status !== 200) {
    await response.body?.cancel();
    throw new SourceUnavailableError(`${url.href} answers with HTTP status ${String(status)}.`, {
      url: url.href,
      status,
    });
  }
  const bytes = await bytesOf(site, url, response);
  const validators = {
    etag: headers.get('etag') ?? undefined,
    lastModified: headers.get('last-modified') ?? undefined,
  };
  return { is: 'page', url, type: headers.get('content-type') ?? '', bytes, validators };
}

/** Waits until the next request may begin. */
async function waitForTurn(site: SiteAccess): Promise<void> {
  const now = performance.now();
  const wait = site.nextAt - now;
  site.nextAt = Math.max(now, site.nextAt) + site.intervalMs;
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  site.signal?.throwIfAborted();
}

async function request(site: SiteAccess, url: URL, known: Validators): Promise<Response> {
  const { allowPrivate, agent, signal } = site;
  if (!allowPrivate) checkLiteral(url);
  await waitForTurn(site);
  try {
    return await fetch(url, {
      dispatcher: agent,
      redirect: 'manual',
      headers: {
        'user-agent': agentName,
        accept: 'text/markdown, text/html;q=0.9, text/plain;q=0.8, */*;q=0.5',
        ...(known.etag !== undefined && { 'if-none-match': known.etag }),
        ...(known.lastModified !== undefined && { 'if-modified-since': known.lastModified }),
      },
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(url, error);
  }
}

/** Every redirect is judged like the page itself. */
async function follow(
  site: SiteAccess,
  from: URL,
  { known = {}, isRobots = false }: { readonly known?: Validators; readonly isRobots?: boolean },
): Promise<{ url: URL; response: Response }> {
  let url = from;
  for (let count = 0; count <= site.limits.redirects; count += 1) {
    const response = await request(site, url, known);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || response.status === 304 || location === null) {
      return { url, response };
    }
    await response.body?.cancel();
    const target = URL.canParse(location, url) ? new URL(location, url) : undefined;
    if (target?.origin !== site.start.origin) {
      throw new SourceUnavailableError(`${url.href} leads to ${location}, which is another site.`, { url: url.href });
    }
    if (!isRobots && !allows(site, target)) throw forbidden(target);
    url = target;
  }
  throw new SourceUnavailableError(`${from.href} leads on and on.`, { url: from.href });
}

async function bytesOf({ limits, signal }: SiteAccess, url: URL, response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      const bytes = part as Uint8Array;
      size += bytes.length;
      if (size > limits.pageBytes) throw tooLarge(url, limits.pageBytes);
      parts.push(bytes);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(url, error);
  }
  return Buffer.concat(parts);
}

async function readRobots(site: SiteAccess): Promise<Robot | undefined> {
  const robotsUrl = new URL('/robots.txt', site.start);
  const { url, response } = await follow(site, robotsUrl, { isRobots: true });
  if (response.status >= 500) {
    await response.body?.cancel();
    const reason = `${url.href} answers with HTTP status ${String(response.status)}, so that nothing is known to be allowed.`;
    throw new SourceUnavailableError(reason, { url: url.href, status: response.status });
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    return undefined;
  }
  return parseRobots(robotsUrl.href, new TextDecoder().decode(await bytesOf(site, url, response)));
}

function forbidden(url: URL): SourceUnavailableError {
  return new SourceUnavailableError(`The site's robots.txt does not allow ${url.href}.`, { url: url.href });
}

function tooLarge(url: URL, limit: number): SourceUnavailableError {
  return new SourceUnavailableError(`${url.href} is larger than ${String(limit)} bytes.`, { url: url.href, limit });
}

/** The reason that lies deepest: `fetch failed` says nothing. */
function unreachable(url: URL, error: unknown): DomainError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof DomainError) return cause;
  const reason = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return new SourceUnavailableError(
    `${url.href} can't be fetched: ${messageOf(reason)}.`,
    { url: url.href },
    {
      cause: error,
    },
  );
}
