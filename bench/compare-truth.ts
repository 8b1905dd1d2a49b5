/**
 * How well sections of two versions are paired, and what it takes. The truth comes from the source files alone: sections of
 * the same file under the same headings are the same, and otherwise those that `git diff` leaves most lines of in place;
 * then those elsewhere that share most of their longer lines. The library's own readers and its resemblance of texts take no
 * part in it. Printed for each pair of versions: precision and recall of all pairs, and of those that are not the same text
 * at the same place; examples of what disagrees; milliseconds for a first comparison, for one that is kept, and for a section
 * with its difference.
 *
 * `node dist/bench/compare-truth.js PRODUCT=FOLDER,FOLDER…`: the older and the newer version's folder; the last part of a
 * path is the version's label. Into the library of `MCDEWEY_DATA`; versions that it holds are not read again.
 */
import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createApp } from '../src/app.js';
import { createCompareVersions } from '../src/compare/compared-versions.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { groupBy } from '../src/group-by.js';
import { createLogger } from '../src/logger.js';

/** Shorter lines stand in many places by chance. */
const tellingLine = 25;
const examplesShown = 12;
const sectionsTimed = 60;

interface SourceSection {
  readonly at: number;
  /** Path below the version's folder. */
  readonly file: string;
  readonly path: readonly string[];
  /** Heading without marks, and which of its name it is in the file. */
  readonly key: string;
  readonly lines: readonly string[];
}

interface SourceLine {
  readonly text: string;
  readonly section: number;
  readonly isHeading: boolean;
}

interface SourceVersion {
  readonly sections: readonly SourceSection[];
  readonly files: ReadonlyMap<string, readonly SourceLine[]>;
}

const bare = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/^\d+(?:\.\d+)*\.? /, '')
    .replace(/[^\p{L}\p{N}+=-]+/gu, '');

interface Heading {
  readonly depth: number;
  readonly text: string;
  /** Of HTML. */
  readonly id?: string;
}

/** Lines of a page, headings told apart. */
function linesOf(name: string, text: string): (string | Heading)[] {
  return /\.html?$/.test(name) ? linesOfHtml(text) : linesOfMarkdown(text);
}

function linesOfMarkdown(text: string): (string | Heading)[] {
  let fence: string | null = null;
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .split('\n')
    .flatMap((line): (string | Heading)[] => {
      const marks = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
      if (marks !== undefined) fence = fence === null ? marks : marks.startsWith(fence) ? null : fence;
      const heading = fence === null ? /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) : null;
      if (heading?.[1] !== undefined) {
        const plain = (heading[2] ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\s*\{#[^}]*\}$/, '');
        return [{ depth: heading[1].length, text: plain }];
      }
      const trimmed = line.replace(/\s+/g, ' ').trim();
      return trimmed === '' ? [] : [trimmed];
    });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

function linesOfHtml(text: string): (string | Heading)[] {
  const body = /<div[^>]*(?:itemprop="articleBody"|role="main")[\s\S]*?(?=<footer|$)/.exec(text)?.[0] ?? text;
  const plain = (html: string): string =>
    html
      .replace(/<a class="headerlink"[\s\S]*?<\/a>/g, '')
      .replace(/<[^>]+>/g, '')
      .replace(/&#(\d+);|&(\w+);/g, (whole, code: string | undefined, name: string | undefined) =>
        code === undefined ? (entities[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
      )
      .replace(/\s+/g, ' ')
      .trim();
  let id = '';
  return body
    .split(
      /(?=<h[1-6][ >])|(?<=<\/h[1-6]>)|(?=<dt class="sig)|(?<=<\/dt>)|(?=<section )|(?<=<section [^>]*>)|<\/?(?:p|li|td|tr|pre|div|dd|dl|table|ul|ol)\b[^>]*>/,
    )
    .flatMap((part): (string | Heading)[] => {
      if (part.startsWith('<section')) id = /id="([^"]*)"/.exec(part)?.[1] ?? '';
      const level = /^<h([1-6])/.exec(part)?.[1];
      const written = plain(part);
      if (written === '') return [];
      if (level !== undefined) return [{ depth: Number(level), text: written, id }];
      if (part.startsWith('<dt class="sig')) {
        return [{ depth: 7, text: written, id: /id="([^"]*)"/.exec(part)?.[1] ?? '' }];
      }
      return [written];
    });
}

async function readVersion(folder: string): Promise<SourceVersion> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(?:mdx?|html?)$/.test(name)).sort();
  const sections: SourceSection[] = [];
  const files = new Map<string, SourceLine[]>();
  for (const name of names) {
    const lines: SourceLine[] = [];
    const seen = new Map<string, number>();
    let above: Heading[] = [];
    let own: string[] = [];
    const open = (key: string): void => {
      own = [];
      sections.push({ at: sections.length, file: name, path: above.map(({ text }) => bare(text)), key, lines: own });
    };
    open('');
    for (const line of linesOf(name, await readFile(join(folder, name), 'utf8'))) {
      if (typeof line !== 'string') {
        above = [...above.filter(({ depth }) => depth < line.depth), line];
        const heading = bare(line.text);
        const count = seen.get(heading) ?? 0;
        seen.set(heading, count + 1);
        open(line.id === undefined ? `${heading} ${String(count)}` : `#${line.id}`);
      } else own.push(line);
      const text = typeof line === 'string' ? line : `# ${line.text}`;
      lines.push({ text, section: sections.length - 1, isHeading: typeof line !== 'string' });
    }
    files.set(name, lines);
  }
  return { sections, files };
}

/** For each line of the older file that git leaves in place, the line of the newer file; both 0-based. */
async function keptLines(
  folder: string,
  from: readonly SourceLine[],
  to: readonly SourceLine[],
): Promise<[number, number][]> {
  const paths = [join(folder, 'from'), join(folder, 'to')] as const;
  await writeFile(paths[0], from.map(({ text }) => `${text}\n`).join(''));
  await writeFile(paths[1], to.map(({ text }) => `${text}\n`).join(''));
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', '-U0', '--', ...paths], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const kept: [number, number][] = [];
  let [left, right] = [0, 0];
  const keep = (until: number): void => {
    while (left < until) kept.push([left++, right++]);
  };
  for (const [, a = '', aCount = '1', c = '', cCount = '1'] of stdout.matchAll(
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm,
  )) {
    keep(Number(a) - (aCount === '0' ? 0 : 1));
    left += Number(aCount);
    right = Number(c) - (cCount === '0' ? 0 : 1) + Number(cCount);
  }
  keep(from.length);
  return kept;
}

async function truthOf(from: SourceVersion, to: SourceVersion, folder: string): Promise<Map<number, number>> {
  const votes = new Map<number, Map<number, number>>();
  for (const [name, lines] of from.files) {
    const others = to.files.get(name);
    if (others === undefined) continue;
    for (const [left, right] of await keptLines(folder, lines, others)) {
      const [a, b] = [lines[left], others[right]];
      if (a === undefined || b === undefined || a.isHeading) continue;
      const counts = votes.get(a.section) ?? new Map<number, number>();
      votes.set(a.section, counts.set(b.section, (counts.get(b.section) ?? 0) + a.text.length));
    }
  }
  const truth = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (a: number, b: number): void => {
    if (truth.has(a) || taken.has(b)) return;
    truth.set(a, b);
    taken.add(b);
  };
  const sizeOf = ({ lines }: SourceSection): number => lines.join('').length;
  // Most of the lines of both stayed: git says that it is the same section, whatever it is called now.
  for (const [a, counts] of votes) {
    const [best] = [...counts].sort(([, x], [, y]) => y - x);
    const [left, right] = [from.sections[a], best === undefined ? undefined : to.sections[best[0]]];
    if (best === undefined || left === undefined || right === undefined) continue;
    if (best[1] * 2 > Math.max(sizeOf(left), sizeOf(right))) pair(a, best[0]);
  }
  pairAtPlace(from, to, new Map(), pair);
  pairElsewhere({ from, to }, { truth, taken }, pair);
  pairAtPlace(from, to, renamedFiles(from, to), pair);
  return truth;
}

/** Same file, same headings from the top down; among several of one name the first that is left. */
function pairAtPlace(
  from: SourceVersion,
  to: SourceVersion,
  renamed: ReadonlyMap<string, string>,
  pair: (a: number, b: number) => void,
): void {
  const places = groupBy(to.sections, ({ file, path }) => JSON.stringify([file, path]));
  for (const { at, file, path } of from.sections) {
    for (const same of places.get(JSON.stringify([renamed.get(file) ?? file, path])) ?? []) pair(at, same.at);
  }
}

/** As git guesses renames: a file that is gone, and the only new one of the same name. */
function renamedFiles(from: SourceVersion, to: SourceVersion): Map<string, string> {
  const gone = [...from.files.keys()].filter((name) => !to.files.has(name));
  const fresh = groupBy(
    [...to.files.keys()].filter((name) => !from.files.has(name)),
    (name) => basename(name),
  );
  return new Map(
    gone.flatMap((name) => {
      const others = fresh.get(basename(name)) ?? [];
      return others.length === 1 && others[0] !== undefined ? [[name, others[0]] as const] : [];
    }),
  );
}

/** Sections that share most of their longer lines, wherever they are. */
function pairElsewhere(
  { from, to }: { readonly from: SourceVersion; readonly to: SourceVersion },
  { truth, taken }: { readonly truth: ReadonlyMap<number, number>; readonly taken: ReadonlySet<number> },
  pair: (a: number, b: number) => void,
): void {
  const telling = ({ lines }: SourceSection): Set<string> =>
    new Set(lines.filter((line) => line.length >= tellingLine));
  const open = to.sections.filter(({ at }) => !taken.has(at)).map((section) => [section.at, telling(section)] as const);
  const candidates = from.sections.flatMap((section) => {
    const lines = truth.has(section.at) ? new Set<string>() : telling(section);
    if (lines.size === 0) return [];
    return open.flatMap(([at, others]) => {
      const share = [...lines].filter((line) => others.has(line)).length / Math.max(lines.size, others.size);
      return share > 0.5 ? [{ a: section.at, b: at, share }] : [];
    });
  });
  for (const { a, b } of candidates.sort((x, y) => y.share - x.share)) pair(a, b);
}

const app = await createApp(loadConfig({ EMBEDDING_MODEL: 'hashing', ...process.env }), 'bench', createLogger('error'));
const { dataSource } = app.store;
const scratch = await mkdtemp(join(tmpdir(), 'mcdewey-compare-'));

async function ingestOnce(product: string, folder: string): Promise<void> {
  const version = basename(folder);
  const known = await dataSource.query<unknown[]>(
    `SELECT FROM version v JOIN product p ON p.id = v.product_id WHERE p.slug = $1 AND v.label = $2`,
    [product, version],
  );
  if (known.length > 0) return;
  await app.ingest.run({ kind: 'FOLDER', location: folder, options: { vendor: product, product, version } });
}

async function versionOf(product: string, label: string): Promise<{ id: string; label: string }> {
  const [version] = await dataSource.query<{ id: string }[]>(
    `SELECT v.id FROM version v JOIN product p ON p.id = v.product_id WHERE p.slug = $1 AND v.label = $2`,
    [product, label],
  );
  if (version === undefined) throw new Error(`${product} has no version ${label}.`);
  return { id: version.id, label };
}

/** Keys of the library's sections: path below the folder and heading, as the truth has them. */
async function libraryKeys(product: string, label: string, folder: string, names: readonly string[]) {
  const rows = await dataSource.query<{ document: string; stem: string; path: string }[]>(
    `SELECT d.slug AS document, f.stem, f.path FROM document_file f JOIN document d ON d.id = f.document_id
     JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id WHERE p.slug = $1 AND v.label = $2`,
    [product, label],
  );
  return new Map(
    rows.map(({ document, stem, path }) => {
      const whole = resolve(folder, path);
      const name = names.find((one) => whole.endsWith(`/${one}`) || path === one || path.endsWith(`/${one}`));
      return [`${document}/${stem}`, name ?? path];
    }),
  );
}

interface Section {
  readonly at: number;
  readonly document: string;
  readonly file: string;
  readonly heading: string | null;
  readonly anchor: string | null;
}

/** The place of each library section in the truth; absent where the truth has none of that name. */
function placesIn(
  source: SourceVersion,
  files: ReadonlyMap<string, string>,
  sections: readonly Section[],
): Map<number, number> {
  const known = new Map(source.sections.map(({ at, file, key }) => [JSON.stringify([file, key]), at]));
  const places = new Map<number, number>();
  for (const [path, group] of groupBy(sections, ({ document, file }) => files.get(`${document}/${file}`) ?? '')) {
    const seen = new Map<string, number>();
    for (const { at, heading, anchor } of group) {
      const name = heading === null ? null : bare(heading);
      const count = name === null ? 0 : (seen.get(name) ?? 0);
      if (name !== null) seen.set(name, count + 1);
      const place =
        known.get(JSON.stringify([path, `#${anchor ?? ''}`])) ??
        known.get(JSON.stringify([path, name === null ? '' : `${name} ${String(count)}`]));
      if (place !== undefined) places.set(at, place);
    }
  }
  return places;
}

const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(4));

async function judge(product: string, folders: readonly [string, string]): Promise<void> {
  for (const folder of folders) await ingestOnce(product, folder);
  const [from, to] = [basename(folders[0]), basename(folders[1])];
  const sources = [await readVersion(folders[0]), await readVersion(folders[1])] as const;
  const truth = await truthOf(...sources, scratch);

  const versions = { from: await versionOf(product, from), to: await versionOf(product, to) };
  const started = performance.now();
  const compareVersions = createCompareVersions(dataSource);
  const compared = await compareVersions(versions);
  const first = performance.now() - started;
  const again = performance.now();
  await compareVersions(versions);
  const kept = performance.now() - again;

  const sides = {
    from: compared.pairs.flatMap((pair) => pair.from ?? []),
    to: compared.pairs.flatMap((pair) => pair.to ?? []),
  };
  // Counting headings needs their order in the file.
  const ordered = (sections: readonly Section[]): Section[] => sections.toSorted((a, b) => a.at - b.at);
  const filesFrom = await libraryKeys(product, from, folders[0], [...sources[0].files.keys()].reverse());
  const filesTo = await libraryKeys(product, to, folders[1], [...sources[1].files.keys()].reverse());
  const placesFrom = placesIn(sources[0], filesFrom, ordered(compared.from));
  const placesTo = placesIn(sources[1], filesTo, ordered(compared.to));

  const known = new Set(
    [...placesTo].filter(([at]) => sides.to.some((one) => one.at === at)).map(([, place]) => place),
  );
  const wanted = [...placesFrom].flatMap(([at, place]) => {
    const other = truth.get(place);
    return other !== undefined && known.has(other) && sides.from.some((one) => one.at === at)
      ? [[place, other] as const]
      : [];
  });
  const judged = compared.pairs.flatMap((pair) => {
    if (pair.from === null || pair.to === null) return [];
    const [a, b] = [placesFrom.get(pair.from.at), placesTo.get(pair.to.at)];
    return a === undefined || b === undefined ? [] : [{ a, b, pair, right: truth.get(a) === b }];
  });
  const right = judged.filter((one) => one.right);
  const easy = new Set(right.filter(({ pair }) => pair.change === 'SAME').map(({ a }) => a));
  const isHard = ({ a }: { a: number }): boolean => !easy.has(a);
  const hardWanted = wanted.filter(([a]) => !easy.has(a));
  const passages = new Set([...compared.from, ...compared.to].flatMap(({ passageIds }) => passageIds)).size;
  console.log(
    `\n${product} ${from} → ${to}: ${String(compared.from.length)} and ${String(compared.to.length)} sections, ${String(passages)} passages`,
  );
  console.log(
    `  sections known to the truth: ${share(placesFrom.size, compared.from.length)} and ${share(placesTo.size, compared.to.length)}`,
  );
  console.log(
    `  pairs ${String(judged.length)} (of the truth ${String(wanted.length)}): precision ${share(right.length, judged.length)}, recall ${share(right.length, wanted.length)}`,
  );
  console.log(
    `  other than the same text at the same place: ${String(judged.filter(isHard).length)} (${String(hardWanted.length)}): precision ${share(
      right.filter(isHard).length,
      judged.filter(isHard).length,
    )}, recall ${share(right.filter(isHard).length, hardWanted.length)}`,
  );
  const found = new Set(judged.map(({ a, b }) => `${String(a)} ${String(b)}`));
  const name = (side: 0 | 1, at: number | undefined): string => {
    const section = at === undefined ? undefined : sources[side].sections[at];
    return section === undefined ? 'nothing' : `${section.file} ${section.path.at(-1) ?? '(top)'}`;
  };
  const wrong = judged
    .filter((one) => !one.right)
    .map(({ a, b, pair }) => `  wrong  ${pair.change} ${name(0, a)} → ${name(1, b)}; truth: ${name(1, truth.get(a))}`);
  const missed = wanted
    .filter(([a, b]) => !found.has(`${String(a)} ${String(b)}`))
    .map(([a, b]) => `  missed ${name(0, a)} → ${name(1, b)}`);
  for (const line of [...wrong.slice(0, examplesShown), ...missed.slice(0, examplesShown)]) console.log(line);
  const names = performance.now();
  const changes = await compared.names();
  console.log(
    `  ms: first ${first.toFixed(0)}, kept ${kept.toFixed(1)}, names ${(performance.now() - names).toFixed(0)} (${String(changes.length)})`,
  );
  await timeSections(
    product,
    from,
    to,
    sides.to.filter(({ chunkIds }) => chunkIds.length > 0).map(({ chunkIds }) => chunkIds[0] ?? 0),
  );
}

async function timeSections(product: string, from: string, to: string, chunkIds: readonly number[]): Promise<void> {
  const step = Math.max(1, Math.floor(chunkIds.length / sectionsTimed));
  const chosen = chunkIds.filter((_, at) => at % step === 0);
  const rows = await dataSource.query<{ key: string }[]>(`SELECT key FROM chunk WHERE id = ANY ($1::int[])`, [chosen]);
  const operation = {
    name: 'BenchSection',
    source: `query BenchSection($product: String!, $from: String!, $to: String!, $section: String!) {
      compareVersions(product: $product, from: $from, to: $to, section: $section) {
        counts { changed } sections { nodes { change from { chunk { key permalink } } to { chunk { key permalink } } diff { rows { side pieces { text side } } } } } } }`,
  };
  const times: number[] = [];
  for (const { key } of rows) {
    const started = performance.now();
    await app.execute(operation, { product, from, to, section: key });
    times.push(performance.now() - started);
  }
  const [, ...warm] = times;
  console.log(
    `  ms for a section with its difference through GraphQL: p50 ${percentile(warm, 0.5).toFixed(1)}, p95 ${percentile(warm, 0.95).toFixed(1)}`,
  );
}

try {
  for (const argument of process.argv.slice(2)) {
    const [product = '', folders = ''] = argument.split('=');
    const [from, to] = folders.split(',');
    if (from === undefined || to === undefined) throw new Error(`"${argument}" is not PRODUCT=FOLDER,FOLDER.`);
    await judge(product, [resolve(from), resolve(to)]);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
  await app.close();
}
