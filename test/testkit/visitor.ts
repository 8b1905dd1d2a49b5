/** A browser without a screen: keeps cookies for each host, and signs in with the test's identity provider. */

export interface Visit {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly retryAfter: string | null;
  /** The cookies that the answer sets, each on a line. */
  readonly cookie: string | null;
}

export interface Visitor {
  /** An address of the service, or of elsewhere; redirects are not followed. */
  get(address: string): Promise<Visit>;
  /** The address that the provider sends this browser back to, once somebody has signed in there. */
  callbackFor(name: string, next?: string): Promise<string>;
  /** The answer of the service to the return from the provider. */
  signInWithProvider(name: string, next?: string): Promise<Visit>;
  /** Every address that the provider has sent this browser back to. */
  readonly callbacks: readonly string[];
  /** Where the service sent this browser last. */
  readonly lastRedirect: string | null;
  /** The data of a GraphQL operation. */
  ask(query: string): Promise<unknown>;
  /** The code of its first error. */
  codeOf(query: string): Promise<string | undefined>;
}

/** Pages of the provider that a visit may pass on its way. */
const mostSteps = 12;

export function createVisitor(baseUrl: string): Visitor {
  const cookies = new Map<string, Map<string, string>>();
  const callbacks: string[] = [];
  let lastRedirect: string | null = null;

  async function send(address: string, init: RequestInit = {}): Promise<Visit> {
    const url = new URL(address, baseUrl);
    const kept = cookies.get(url.origin) ?? new Map<string, string>();
    cookies.set(url.origin, kept);
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie !== '' && { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    const set = response.headers.getSetCookie();
    for (const line of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') kept.delete(name);
      else kept.set(name, value);
    }
    const location = response.headers.get('location');
    if (url.origin === baseUrl) lastRedirect = location;
    const retryAfter = response.headers.get('retry-after');
    return {
      status: response.status,
      text: await response.text(),
      location,
      retryAfter,
      cookie: set.length === 0 ? null : set.join('\n'),
    };
  }

  /** The form of the provider's page, filled in. */
  function submit(address: string, name: string): Promise<Visit> {
    return send(address, { method: 'POST', body: new URLSearchParams({ login: name }) });
  }

  async function graphql(query: string): Promise<{ data?: unknown; errors?: { extensions: { code: string } }[] }> {
    const headers = { 'content-type': 'application/json' };
    const { text } = await send('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
    return JSON.parse(text) as { data?: unknown };
  }

  const visitor: Visitor = {
    get: (address) => send(address),
    async callbackFor(name, next = '/') {
      const begun = await send(`/sign-in/provider?next=${encodeURIComponent(next)}`);
      let address = begun.location ?? '';
      // Signed in there as somebody else before: the provider would not ask again.
      cookies.delete(new URL(address).origin);
      for (let step = 0; step < mostSteps; step += 1) {
        const visit = await send(address);
        const answer = visit.location === null ? await submit(address, name) : visit;
        address = new URL(answer.location ?? '', address).href;
        if (!address.startsWith(baseUrl)) continue;
        callbacks.push(address.slice(baseUrl.length));
        return address.slice(baseUrl.length);
      }
      throw new Error(`the provider did not send ${name} back: ${address}`);
    },
    signInWithProvider: async (name, next) => send(await visitor.callbackFor(name, next)),
    callbacks,
    get lastRedirect() {
      return lastRedirect;
    },
    ask: async (query) => (await graphql(query)).data,
    codeOf: async (query) => (await graphql(query)).errors?.[0]?.extensions.code,
  };
  return visitor;
}
