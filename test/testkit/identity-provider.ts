/** A real identity provider (OpenID Connect) on loopback, with people whose claims a test decides. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Provider, type Configuration } from 'oidc-provider';

/** What the provider says of somebody, by the name that they sign in with. */
export type People = Record<string, Readonly<Record<string, unknown>>>;

export interface TestProvider {
  readonly issuer: string;
  /** May be changed while it runs. */
  readonly people: People;
  /** Settings of a library that signs in with it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Answers from now on, and sends browsers back to this service; until then it answers 503 to everything. */
  start(baseUrl: string): void;
  /** Answers with this status, and a page for people, below the path; until it is repaired. */
  breakDown(path: string, status: number): void;
  repair(): void;
  /** An access token as it gives them to programs: a JSON Web Token. */
  accessToken(
    subject: string,
    of: { readonly audience: string; readonly scope: string; readonly seconds?: number },
  ): Promise<string>;
  close(): Promise<void>;
}

const clientId = 'library';
const clientSecret = 'only-for-tests';

const configuration = (people: People, redirects: string[]): Configuration => ({
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: redirects,
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  // Nobody is asked for consent: the library belongs to the same organisation.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId: oidc.client?.clientId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
  ttl: { AccessToken: 300, Grant: 300, IdToken: 300, Interaction: 300, Session: 300 },
  cookies: { keys: ['only-for-tests'] },
  interactions: { url: (_context, { uid }) => `/login/${uid}` },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_context, audience) => ({
        audience,
        scope: 'mcdewey:read mcdewey:propose',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});

/** Its own pages ask other hosts for fonts. */
const loginPage = `<!doctype html><html lang="en"><title>Example</title>
  <link rel="icon" href="data:,"><h1>Example</h1>
  <form method="post"><label>Name <input name="login"></label> <button>Go on</button></form></html>`;

async function login(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const accountId = new URLSearchParams(await text(request)).get('login') ?? '';
    await provider.interactionFinished(request, response, { login: { accountId } });
  } else response.writeHead(200, { 'content-type': 'text/html' }).end(loginPage);
}

function answersOf(provider: Provider): RequestListener {
  const standard = provider.callback();
  return (request, response) => {
    const isLogin = request.url?.startsWith('/login/') === true;
    (isLogin ? login(provider, request, response) : standard(request, response)).catch((error: unknown) => {
      response.destroy(error as Error);
    });
  };
}

export async function openProvider(people: People = {}): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  let provider: Provider | undefined;
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  let broken: { readonly path: string; readonly status: number } | null = null;
  server.on('request', (request, response) => {
    if (broken !== null && request.url?.startsWith(broken.path) === true) {
      response.writeHead(broken.status, { 'content-type': 'text/html' }).end('<h1>Out of order</h1>');
    } else answer(request, response);
  });
  return {
    issuer,
    people,
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret },
    start(baseUrl) {
      provider = new Provider(issuer, configuration(people, [`${baseUrl}/sign-in/provider/callback`]));
      answer = answersOf(provider);
    },
    breakDown(path, status) {
      broken = { path, status };
    },
    repair() {
      broken = null;
    },
    async accessToken(accountId, { audience, scope, seconds = 300 }) {
      const client = await provider?.Client.find(clientId);
      if (provider === undefined || client === undefined) throw new Error('the provider does not know its client');
      const token = new provider.AccessToken({
        accountId,
        client,
        scope,
        grantId: 'test',
        gty: 'authorization_code',
        expiresIn: seconds,
      });
      token.resourceServer = new provider.ResourceServer(audience, {
        audience,
        scope,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      });
      return token.save();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
