/** The answer to "what changed between these versions": scope and version contract first, then the part that was asked for. */
import type { DataSource } from 'typeorm';
import { BadInputError, NotFoundError } from '../errors.js';
import type { Degradation, LibrarySearch, VersionResolution } from '../search/request.js';
import { productNamed, versionsById } from '../store/queries/catalogue.js';
import { createCompareVersions, type ComparedVersions } from './compared-versions.js';
import type { ComparedSection } from './compared-section.js';
import { selectPairs, type Selection } from './select-pairs.js';
import type { NameChange } from './name-changes.js';
import type { SectionPair } from './section-pairs.js';

/** Hits of each version that a topic is compared by. */
const hitsOfTopic = 10;

export interface ComparisonRequest {
  /** Slug, name or alias. */
  readonly product: string;
  /** Slugs, labels, aliases or `latest`. */
  readonly from: string;
  readonly to: string;
  /** Slug of a document of either version. */
  readonly document?: string;
  /** Key of a chunk of either version, anchor or heading. */
  readonly section?: string;
  /** What to search for in both versions. */
  readonly topic?: string;
  readonly signal?: AbortSignal;
}

export interface VersionComparison {
  readonly productId: string;
  readonly from: VersionResolution;
  readonly to: VersionResolution;
  /** Null when one of the versions does not exist: nothing is compared in its place. */
  readonly compared: {
    /** In the reading order of the newer version; of a topic, best first. */
    readonly pairs: readonly SectionPair[];
    readonly names: () => Promise<readonly NameChange[]>;
  } | null;
  /** Parts of the search for a topic that did not answer. */
  readonly degraded: readonly Degradation[];
}

export interface VersionComparisons {
  /**
   * @throws NotFoundError for an unknown product, document or section, with names that look alike.
   * @throws BadInputError for a topic that can't be searched.
   */
  compare(request: ComparisonRequest): Promise<VersionComparison>;
}

export function createVersionComparisons(dataSource: DataSource, search: LibrarySearch): VersionComparisons {
  const compareVersions = createCompareVersions(dataSource);

  async function resolve(request: ComparisonRequest): Promise<[VersionResolution, VersionResolution]> {
    const { product, from, to } = request;
    const resolved = await search.resolveScope({ products: [product], versions: [from, to] });
    const unknown = resolved.unknown[0];
    // Of each version there is one for each product of that name.
    const [before, after] = [resolved.versions[0], resolved.versions[resolved.versions.length / 2]];
    if (unknown !== undefined || before === undefined || after === undefined) {
      throw new NotFoundError(`No product is called "${product}"; \`details.nearest\` has names that look alike.`, {
        noun: 'product',
        requested: product,
        nearest: unknown?.nearest ?? [],
      });
    }
    return [before, after];
  }

  return {
    async compare(request) {
      const [from, to] = await resolve(request);
      const productId = from.productId ?? to.productId ?? (await productNamed(dataSource, request.product))?.id;
      if (productId === undefined) throw new NotFoundError('The product is no longer in the library; ask again.');
      const answer = { productId, from, to, degraded: [] };
      if (from.servedId === null || to.servedId === null) return { ...answer, compared: null };
      const [fromVersion, toVersion] = await labelled(dataSource, [from.servedId, to.servedId]);
      const compared = await compareVersions({ from: fromVersion, to: toVersion });
      const topic = request.topic === undefined ? null : await topicOf(search, request, request.topic);
      const pairs = await selectPairs(dataSource, compared, {
        ...selectionOf(request),
        ...(topic && { ranks: topic.ranks }),
      });
      return {
        ...answer,
        degraded: topic?.degraded ?? [],
        compared: { pairs, names: () => namesWithin(compared, pairs, request) },
      };
    },
  };
}

function selectionOf({ document, section }: ComparisonRequest): Selection {
  return { ...(document !== undefined && { document }), ...(section !== undefined && { section }) };
}

async function labelled(
  dataSource: DataSource,
  [from, to]: readonly [string, string],
): Promise<[{ id: string; label: string }, { id: string; label: string }]> {
  const rows = new Map((await versionsById(dataSource, [from, to])).map((row) => [row.id, row]));
  const [a, b] = [rows.get(from), rows.get(to)];
  if (a === undefined || b === undefined) throw new NotFoundError('A version is no longer in the library; ask again.');
  return [a, b];
}

/** Places of the best hits of both versions by chunk: a section that both find is where its better hit is. */
async function topicOf(search: LibrarySearch, { product, from, to, signal }: ComparisonRequest, query: string) {
  if (query.trim() === '') throw new BadInputError('The topic is empty; write at least one word.', { field: 'topic' });
  const answers = await Promise.all(
    [from, to].map((version) =>
      search.search({
        query,
        page: { first: hitsOfTopic },
        scope: { products: [product], versions: [version] },
        ...(signal && { signal }),
      }),
    ),
  );
  const ranks = new Map<number, number>();
  for (const { hits } of answers) {
    for (const { chunkId, rank } of hits) ranks.set(chunkId, Math.min(rank, ranks.get(chunkId) ?? rank));
  }
  return { ranks, degraded: answers[0]?.degraded ?? [] };
}

/** Of a part of the manual: names that are documented in it, or were. */
async function namesWithin(
  compared: ComparedVersions,
  pairs: readonly SectionPair[],
  { document, section, topic }: ComparisonRequest,
): Promise<readonly NameChange[]> {
  const names = await compared.names();
  if (document === undefined && section === undefined && topic === undefined) return names;
  const within = new Set<ComparedSection | null>(pairs.flatMap(({ from, to }) => [from, to]));
  return names.filter(({ from, to }) => within.has(from?.section ?? null) || within.has(to?.section ?? null));
}
