/** A library behind its doors: reading pages and MCP on a free port, for readers who have not signed in. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { anonymous } from '../../src/caller.js';
import { executeAs } from '../../src/executor.js';
import { mountMcp } from '../../src/mcp/mount-mcp.js';
import { mountSite } from '../../src/site/mount-site.js';
import { listen } from '../listening.js';
import { openTestLibrary, type TestLibrary } from './library.js';

export interface ReadPage {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface Doors {
  readonly library: TestLibrary;
  readonly baseUrl: string;
  readonly mcp: Client;
  /** A page, without following where it leads. */
  get(path: string): Promise<ReadPage>;
  /** Lets the library go, so that the command line can have it: the settings that lead there. */
  leave(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

export async function openDoors(settings: Readonly<Record<string, string>> = {}): Promise<Doors> {
  const library = await openTestLibrary(settings, 'embedded');
  const { execute } = library.app;
  const http = await listen((app, baseUrl) => {
    mountMcp(app, { execute, callerOf: () => anonymous('MCP'), baseUrl, version: '1', maxBodyBytes: 20_000 });
    const reading = executeAs(anonymous('PAGE'), execute);
    const site = mountSite(app, { executeFor: () => reading, baseUrl });
    app.use(site.notFound);
    app.use(site.onError);
  });
  const mcp = new Client({ name: 'test', version: '1' });
  await mcp.connect(new StreamableHTTPClientTransport(new URL(`${http.baseUrl}/mcp`)));
  let isOpen = true;
  return {
    library,
    baseUrl: http.baseUrl,
    mcp,
    async get(path) {
      const response = await fetch(http.baseUrl + path, { headers: { Accept: 'text/html' }, redirect: 'manual' });
      return { status: response.status, headers: response.headers, body: await response.text() };
    },
    async leave() {
      isOpen = false;
      await library.app.close();
      return { MCDEWEY_DATA: join(library.folder, 'data') };
    },
    async close() {
      await mcp.close();
      await http.close();
      if (isOpen) await library.close();
      else await rm(library.folder, { recursive: true, force: true });
    },
  };
}
