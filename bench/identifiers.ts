/**
 * How often the passage that defines a name comes first when the name is all that is asked, of a library that is running.
 *
 * `node dist/bench/identifiers.js LISTING.json [URL] [COUNT] [SEED]`: draws names from the sources that the listing (as
 * `ingest --manifest` takes it) names, product by product, and asks for each in its product and version. What defines a
 * name is read from the structure of the source: a heading that is the name, a directive of reStructuredText, a term of a
 * definition list. A hit is right when it is of a file that defines the name and shows the place where it does.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { percentile } from '../src/evaluation/metrics.js';

const listingSchema = z.array(z.object({ product: z.string(), version: z.string(), path: z.string() }));
type Entry = z.infer<typeof listingSchema>[number];

const answerSchema = z.object({
  data: z.object({
    search: z.object({
      hits: z.object({
        nodes: z.array(
          z.object({
            chunk: z.object({
              text: z.string(),
              headingPath: z.array(z.string()),
              file: z.object({ path: z.string() }),
            }),
          }),
        ),
      }),
    }),
  }),
});
type Hit = z.infer<typeof answerSchema>['data']['search']['hits']['nodes'][number];

const operation = /* GraphQL */ `
  query Identifier($query: String!, $scope: ScopeInput, $mode: SearchMode) {
    search(query: $query, scope: $scope, mode: $mode) {
      hits(first: 10) {
        nodes {
          chunk {
            text
            headingPath
            file {
              path
            }
          }
        }
      }
    }
  }
`;

const [listing, url = 'http://127.0.0.1:4000', count = '40', seed = '1'] = process.argv.slice(2);
if (listing === undefined) throw new Error('Name a listing of sources.');

/** Deterministic (mulberry32, by Tommy Ettinger, public domain). */
function random(seeded: number): () => number {
  let state = seeded >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What nobody takes for a word: signs or digits inside, an option, or a command of several small words. */
const isName = (text: string): boolean =>
  /^(?=.{3,60}$)(?:--?\p{L}[\p{L}\p{N}-]+|[\p{L}_][\p{L}\p{N}]*(?:[_.-][\p{L}\p{N}]+)+|\p{Ll}+(?:\p{Lu}\p{Ll}+)+)$/u.test(
    text,
  ) && !/^\p{Lu}?\p{Ll}+(?:-\p{Ll}+)?$/u.test(text);
const isCommand = (text: string): boolean => /^[a-z][a-z0-9-]+(?: [a-z0-9][a-z0-9-]*){1,4}$/.test(text);

const directive =
  /^\s*\.\. (?:[\w-]+:)?(?:cfgcmd|opcmd|clicmd|option|confval|statement|function|envvar|data|method|describe):: +(\S.*)$/gm;
const markdownHeading = /^#{1,6}\s+(?:\d+(?:\.\d+)*\.?\s+)?`?([^`\n]+?)`?\s*#*\s*$/gm;
const underlined = /^(\S[^\n]*)\n([=\-~^"'*+#])\2{2,}\s*$/gm;
const term = /<dt[^>]*>(?:<[^>]+>)*([^<\s][^<]*?)(?:<\/[^>]+>)*<\/dt>/g;

/** What is an argument, and no part of the name that it stands behind. */
const argument = /(?<=\S)\s*(?:<[^>]*>|\[[^\]]*\]|\{[^}]*\}|\([^)]*\)|=.*)/gs;
const fenced = /^\s*(`{3,}|~{3,})[\s\S]*?^\s*\1`*\s*$/gm;

/** The name without its arguments; null where an argument stands inside of it. */
function bareName(written: string): string | null {
  const [name = ''] = written.split(argument);
  return written.replace(argument, '').trim() === name.trim() ? name.trim() : null;
}

/** Names that a source defines by its structure. */
function definedIn(source: string, extension: string): string[] {
  const text = source.replace(fenced, '');
  const isReStructured = extension === '.rst';
  const isHtml = /^\.x?html?$/.test(extension);
  const patterns = isReStructured ? [directive, underlined] : isHtml ? [term] : [markdownHeading];
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, written = '']) => {
      const bare = bareName(written);
      return bare !== null && (isName(bare) || (pattern === directive && isCommand(bare))) ? [bare] : [];
    }),
  );
}

interface Drawn {
  readonly entry: Entry;
  readonly name: string;
  /** Paths below the version's folder. */
  readonly files: ReadonlySet<string>;
}

async function definitionsOf(root: string, entry: Entry): Promise<Map<string, Set<string>>> {
  const folder = join(root, entry.path);
  const found = new Map<string, Set<string>>();
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const extension = extname(item.name).toLowerCase();
    if (!item.isFile() || !/^\.(?:rst|mdx?|x?html?)$/.test(extension)) continue;
    const path = join(item.parentPath, item.name);
    const place = relative(folder, path).split(sep).join('/');
    for (const name of definedIn(await readFile(path, 'utf8'), extension)) {
      found.set(name, (found.get(name) ?? new Set()).add(place));
    }
  }
  return found;
}

async function draw(): Promise<Drawn[]> {
  const entries = listingSchema.parse(JSON.parse(await readFile(listing ?? '', 'utf8')));
  const next = random(Number(seed));
  const newest = [...new Map(entries.map((entry) => [entry.product, entry])).values()];
  const pools: Drawn[][] = [];
  for (const entry of newest) {
    const names = await definitionsOf(dirname(listing ?? ''), entry);
    const pool = [...names].map(([name, files]) => ({ entry, name, files, at: next() }));
    if (pool.length > 0) pools.push(pool.sort((a, b) => a.at - b.at));
  }
  const drawn: Drawn[] = [];
  for (let round = 0; drawn.length < Number(count); round += 1) {
    const some = pools.flatMap((pool) => pool[round] ?? []);
    if (some.length === 0) break;
    drawn.push(...some);
  }
  return drawn.slice(0, Number(count));
}

const plain = (text: string): string =>
  text
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1')
    .replace(/[`*]/g, '')
    .toLowerCase();

function isRight({ name, files }: Drawn, { chunk }: Hit): boolean {
  if (![...files].some((file) => file.endsWith(chunk.file.path) || chunk.file.path.endsWith(file))) return false;
  const wanted = plain(name);
  if (chunk.headingPath.some((heading) => plain(heading).includes(wanted))) return true;
  return plain(chunk.text)
    .split('\n')
    .some((line) => line.replace(/^[\s|:>+-]*(?=\S)/, '').startsWith(wanted.replace(/^[-+]+/, '')));
}

async function ask(drawn: Drawn, mode: string): Promise<{ rank: number; ms: number }> {
  const scope = { products: [drawn.entry.product], versions: [drawn.entry.version] };
  const started = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: operation, variables: { query: drawn.name, scope, mode } }),
  });
  const {
    hits: { nodes: hits },
  } = answerSchema.parse(await response.json()).data.search;
  return { rank: hits.findIndex((hit) => isRight(drawn, hit)) + 1, ms: performance.now() - started };
}

const names = await draw();
for (const mode of ['HYBRID', 'LEXICAL']) {
  const asked: (Drawn & Awaited<ReturnType<typeof ask>>)[] = [];
  for (const one of names) asked.push({ ...one, ...(await ask(one, mode)) });
  const share = (depth: number): number => asked.filter(({ rank }) => rank > 0 && rank <= depth).length;
  const took = percentile(
    asked.map(({ ms }) => ms),
    0.5,
  );
  console.log(
    `${mode}: right first ${String(share(1))}, in the first three ${String(share(3))}, in ten ${String(share(10))} ` +
      `of ${String(asked.length)}; p50 ${took.toFixed(0)} ms`,
  );
  for (const { name, entry, rank } of asked.filter((one) => one.rank !== 1))
    console.log(`  ${name} (${entry.product} ${entry.version}): ${rank === 0 ? 'not among ten' : String(rank)}`);
}
