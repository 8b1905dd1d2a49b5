/** Builds the console into dist/admin, each file also packed, so that the service need not pack at every request. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createServer, defineConfig, type Plugin } from 'vite';
import { darkColours, lightColours, typefaces } from '../src/site/tokens.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../dist/admin', import.meta.url));

/** `virtual:tokens.css`: colours and type of the reading pages. The reader's choice of theme wins over the system's. */
const tokens = (): Plugin => ({
  name: 'shared-tokens',
  resolveId: (id) => (id === 'virtual:tokens.css' ? id : null),
  load: (id) =>
    id === 'virtual:tokens.css'
      ? `:root { color-scheme: light dark;${lightColours}${typefaces} }
         @media (prefers-color-scheme: dark) { :root:not([data-theme='light']) {${darkColours} } }
         :root[data-theme='light'] { color-scheme: light; }
         :root[data-theme='dark'] { color-scheme: dark;${darkColours} }`
      : null,
});

/** Screens that a day begins with, by address: the page names their files, which load beside the entry and not after it. */
const firstScreens = {
  '/admin': 'src/screens/today/today-screen.tsx',
  '/admin/documents': 'src/screens/library/documents-screen.tsx',
};

const screenPreloads = (): Plugin => ({
  name: 'screen-preloads',
  apply: 'build',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []));
    const reach = (names: readonly string[], seen = new Set<string>()): Set<string> => {
      for (const name of names) {
        if (seen.has(name)) continue;
        seen.add(name);
        reach(chunks.find(({ fileName }) => fileName === name)?.imports ?? [], seen);
      }
      return seen;
    };
    const there = reach(chunks.flatMap(({ isEntry, fileName }) => (isEntry ? [fileName] : [])));
    const ofScreen = (path: string): string[] => {
      const screen = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(path) === true);
      if (screen === undefined) throw new Error(`no chunk of its own for ${path}`);
      return [...reach([screen.fileName])].filter((name) => !there.has(name));
    };
    const source = Object.fromEntries(Object.entries(firstScreens).map(([at, path]) => [at, ofScreen(path)]));
    this.emitFile({ type: 'asset', fileName: 'preloads.json', source: JSON.stringify(source) });
  },
});

/** Modules of the console that write GraphQL documents, as Vite names them. */
async function modulesWithDocuments(): Promise<string[]> {
  const sources = (await readdir(join(root, 'src'), { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  const texts = await Promise.all(sources.map((name) => readFile(join(root, 'src', name), 'utf8')));
  return sources.filter((_name, at) => texts[at]?.includes('graphql(') === true).map((name) => `/src/${name}`);
}

/** Every document that the console sends, as the service is given others by PERSISTED_DOCUMENTS. */
const documentManifest = (): Plugin => ({
  name: 'document-manifest',
  apply: 'build',
  async generateBundle() {
    const server = await createServer({
      configFile: false,
      root,
      plugins: [tokens()],
      appType: 'custom',
      logLevel: 'error',
      optimizeDeps: { noDiscovery: true },
      server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    });
    try {
      for (const name of await modulesWithDocuments()) await server.ssrLoadModule(name);
      const loaded = await server.ssrLoadModule('/src/api/graphql.ts');
      const textOf = loaded['textOf'] as (document: unknown) => string;
      const operations = (loaded['documents'] as readonly { readonly text: string }[]).flatMap((document) => {
        const [, type, name] = /^\s*(query|mutation|subscription)\s+(\w+)/.exec(document.text) ?? [];
        const body = textOf(document);
        const id = createHash('sha256').update(body).digest('hex');
        return type === undefined ? [] : [{ id, name, type, body }];
      });
      const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
      this.emitFile({ type: 'asset', fileName: 'persisted-documents.json', source: JSON.stringify(manifest) });
    } finally {
      await server.close();
    }
  },
});

const packed = (): Plugin => ({
  name: 'packed-assets',
  apply: 'build',
  async writeBundle() {
    const folder = join(outDir, 'assets');
    for (const name of await readdir(folder)) {
      const plain = await readFile(join(folder, name));
      const small = await promisify(gzip)(plain, { level: 9 });
      if (small.length < plain.length) await writeFile(join(folder, `${name}.gz`), small);
    }
  },
});

export default defineConfig({
  root,
  base: '/admin/',
  plugins: [tokens(), screenPreloads(), documentManifest(), packed()],
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onLog(level, log, report) {
        // "use client" is for servers that render React; none does here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  // `npm run dev -w admin` beside a service on its usual port.
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000', '/sign-in': 'http://127.0.0.1:4000' } },
});
