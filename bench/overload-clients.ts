/** The clients of `overload.ts`, in a process of their own: their work does not keep the service's event loop busy. */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the process is told to do, once. */
export interface Attack {
  readonly url: string;
  readonly queries: readonly string[];
  readonly clients: number;
  readonly seconds: number;
}

export interface Reply {
  /** Of HTTP, or the code of why there was no answer, such as `ECONNRESET`. */
  readonly status: number | string;
  readonly ms: number;
}

/** What it tells when it is done. */
export interface Attacked {
  readonly replies: readonly Reply[];
  readonly probes: readonly Reply[];
  /** From the end of the attack. */
  readonly next: Reply;
}

export interface Asked {
  readonly agent: Agent;
  readonly url: string;
  readonly query?: string;
}

export function ask({ agent, url, query }: Asked): Promise<Reply> {
  const started = performance.now();
  return new Promise((resolve) => {
    const end = (status: Reply['status']): void => {
      resolve({ status, ms: performance.now() - started });
    };
    const method = query === undefined ? 'GET' : 'POST';
    const sent = request(url, { agent, method, headers: { 'content-type': 'application/json' } });
    sent.on('response', (response) => {
      response.resume().on('end', () => {
        end(response.statusCode ?? 0);
      });
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      end(error.code ?? 'ERROR');
    });
    sent.end(query && JSON.stringify({ query }));
  });
}

async function attack({ url, queries, clients, seconds }: Attack): Promise<Attacked> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const own = new Agent({ keepAlive: true });
  const replies: Reply[] = [];
  const probes: Reply[] = [];
  const ends = performance.now() + seconds * 1_000;
  let asked = 0;
  const search = (through: Agent): Promise<Reply> =>
    ask({ agent: through, url: `${url}/graphql`, query: queries[asked++ % queries.length] ?? '' });
  async function client(): Promise<void> {
    while (performance.now() < ends) {
      const reply = await search(agent);
      replies.push(reply);
      // As long as Retry-After asks for, in the mean; a client that does not wait only hears more refusals.
      if (reply.status !== 200) await sleep(500 + Math.random() * 1_000);
    }
  }
  async function probe(): Promise<void> {
    while (performance.now() < ends) {
      probes.push(await ask({ agent: own, url: `${url}/readyz` }));
      await sleep(500);
    }
  }
  await Promise.all([probe(), ...Array.from({ length: clients }, client)]);
  const next = await search(own);
  agent.destroy();
  own.destroy();
  return { replies, probes, next };
}

process.once('message', (given: Attack) => {
  void attack(given).then((result) => {
    process.send?.(result, undefined, undefined, () => {
      process.disconnect();
    });
  });
});
