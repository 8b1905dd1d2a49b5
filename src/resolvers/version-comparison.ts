/** Comparisons of two versions: sections, their differences, names that come and go. */
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { changeCounts, countsByDocument, type ChangeCounts, type DocumentCounts } from '../compare/change-counts.js';
import type { ComparedSection } from '../compare/compared-section.js';
import { diffRows } from '../compare/diff-rows.js';
import { joinedText } from '../compare/joined-text.js';
import type { NameChange, NameSide } from '../compare/name-changes.js';
import type { SectionPair } from '../compare/section-pairs.js';
import { shownRows, type ShownRows } from '../compare/shown-rows.js';
import type { VersionComparison } from '../compare/version-comparison.js';
import { connectPlaced, type PageArguments } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { ChunkType, ChunkConnection } from '../schema/chunk.js';
import {
  ChangeCountsType,
  ComparedSectionType,
  CompareVersionsArguments,
  DocumentComparisonType,
  DocumentedNameType,
  NameChangeConnection,
  NameChangesArguments,
  NameChangeType,
  SectionComparisonConnection,
  SectionComparisonsArguments,
  SectionComparisonType,
  SectionDiffType,
  VersionComparisonType,
  DocumentComparisonConnection,
} from '../schema/compare.js';
import { type Connection, connectionField, ConnectionArguments } from '../schema/connection.js';
import { costOfComparison, costOfDiff } from '../schema/cost.js';
import { DocumentType } from '../schema/document.js';
import { ProductType } from '../schema/product.js';
import { DegradationType, VersionResolutionType } from '../schema/search.js';
import type { Degradation, VersionResolution } from '../search/request.js';
import type { ProductRow } from '../store/queries/catalogue.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { DocumentRow } from '../store/queries/documents.js';

const mostContext = 20;

/** A document's counts, with the versions to look it up in. */
type ComparedDocument = DocumentCounts & Pick<VersionComparison, 'from' | 'to'>;

@Resolver(() => VersionComparisonType)
export class VersionComparisonResolver {
  @Query(() => VersionComparisonType, {
    description:
      'What changed between two versions: all of it, a document, a section or what is found about a topic. `NOT_FOUND` for a product, document or section that does not exist; a version that does not exist is told by `from` or `to`.',
    complexity: costOfComparison,
  })
  compareVersions(
    @Args(() => CompareVersionsArguments) asked: CompareVersionsArguments,
    @Ctx() { comparisons, signal }: RequestContext,
  ): Promise<VersionComparison> {
    const { product, from, to, document, section, topic } = asked;
    return comparisons.compare({
      product,
      from,
      to,
      ...(document != null && { document }),
      ...(section != null && { section }),
      ...(topic != null && { topic }),
      ...(signal && { signal }),
    });
  }

  @FieldResolver(() => ProductType, { description: 'What both are versions of.' })
  product(@Root() { productId }: VersionComparison, @Ctx() { loaders }: RequestContext): Promise<ProductRow> {
    return present(loaders.product.load(productId), 'product');
  }

  @FieldResolver(() => VersionResolutionType, { description: 'What became of the older version that was asked for.' })
  from(@Root() { from }: VersionComparison): VersionResolution {
    return from;
  }

  @FieldResolver(() => VersionResolutionType, { description: 'What became of the newer version that was asked for.' })
  to(@Root() { to }: VersionComparison): VersionResolution {
    return to;
  }

  @FieldResolver(() => ChangeCountsType, {
    nullable: true,
    description: 'Sections by what became of them; null when a version does not exist.',
  })
  counts(@Root() { compared }: VersionComparison): ChangeCounts | null {
    return compared && changeCounts(compared.pairs);
  }

  @FieldResolver(() => DocumentComparisonConnection, connectionField('The same by document, by slug.'))
  documents(
    @Root() comparison: VersionComparison,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<ComparedDocument>> {
    const { compared, from, to } = comparison;
    const documents = countsByDocument(compared?.pairs ?? []).map((counts) => ({ ...counts, from, to }));
    return connectRows(comparison, 'documents', given, documents);
  }

  @FieldResolver(
    () => SectionComparisonConnection,
    connectionField('Sections in the reading order of the newer version; of a topic, best first.'),
  )
  sections(
    @Root() comparison: VersionComparison,
    @Args(() => SectionComparisonsArguments) { change, ...given }: SectionComparisonsArguments,
  ): Promise<Connection<SectionPair>> {
    const pairs = (comparison.compared?.pairs ?? []).filter((pair) => change == null || change.includes(pair.change));
    return connectRows(comparison, 'sections', given, pairs);
  }

  @FieldResolver(
    () => NameChangeConnection,
    connectionField(
      'Commands, options, settings, error codes and the like that only one version documents, or with another default; removed ones first, then by name. Of a part of the manual: those that are or were documented in it.',
    ),
  )
  async names(
    @Root() comparison: VersionComparison,
    @Args(() => NameChangesArguments) { change, kind, ...given }: NameChangesArguments,
  ): Promise<Connection<NameChange>> {
    const names = (await comparison.compared?.names()) ?? [];
    return connectRows(
      comparison,
      'names',
      given,
      names.filter(
        (one) => (change == null || change.includes(one.change)) && (kind == null || kind.includes(one.kind)),
      ),
    );
  }

  @FieldResolver(() => [DegradationType], {
    description: 'Legs of the search for the topic that did not answer; empty when all is well.',
  })
  degraded(@Root() { degraded }: VersionComparison): readonly Degradation[] {
    return degraded;
  }
}

/** A comparison is made once and kept: its rows keep their places as long as both versions stay as they are. */
function connectRows<Row extends object>(
  { from, to }: VersionComparison,
  name: 'sections' | 'names' | 'documents',
  given: PageArguments,
  rows: readonly Row[],
): Promise<Connection<Row>> {
  const of = `${from.servedId ?? ''} ${to.servedId ?? ''}`;
  return connectPlaced({ name, of }, given, rows, (_, place) => String(place));
}

@Resolver(() => DocumentComparisonType)
export class DocumentComparisonResolver {
  @FieldResolver(() => DocumentType, {
    nullable: true,
    description: 'The document in the older version, if it has it.',
  })
  from(@Root() { from, slug }: ComparedDocument, @Ctx() context: RequestContext): Promise<DocumentRow | null> | null {
    return documentIn(from, slug, context);
  }

  @FieldResolver(() => DocumentType, {
    nullable: true,
    description: 'The document in the newer version, if it has it.',
  })
  to(@Root() { to, slug }: ComparedDocument, @Ctx() context: RequestContext): Promise<DocumentRow | null> | null {
    return documentIn(to, slug, context);
  }
}

function documentIn(
  { servedId }: VersionResolution,
  slug: string,
  { loaders }: RequestContext,
): Promise<DocumentRow | null> | null {
  return servedId === null ? null : loaders.documentBySlug.load({ versionId: servedId, slug });
}

@Resolver(() => SectionComparisonType)
export class SectionComparisonResolver {
  @FieldResolver(() => ComparedSectionType, {
    nullable: true,
    description: 'The section in the older version; null if it is new.',
  })
  from(@Root() { from }: SectionPair): ComparedSection | null {
    return from;
  }

  @FieldResolver(() => ComparedSectionType, {
    nullable: true,
    description: 'The section in the newer version; null if it is gone.',
  })
  to(@Root() { to }: SectionPair): ComparedSection | null {
    return to;
  }

  @FieldResolver(() => SectionDiffType, {
    description: 'What differs, row by row, and word by word inside rows. Of what one version only has: its rows.',
    complexity: costOfDiff,
  })
  async diff(
    @Root() { from, to }: SectionPair,
    @Arg('context', () => Int, {
      nullable: true,
      description: 'Rows to keep before and after each change, 0 to 20; all rows if left out.',
    })
    context: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ShownRows> {
    if (context != null && (context < 0 || context > mostContext)) {
      throw new BadInputError(`\`context\` is ${String(context)}; it must be from 0 to ${String(mostContext)}.`, {
        field: 'context',
        limit: mostContext,
      });
    }
    const textOf = async (section: ComparedSection | null): Promise<string> => {
      const passages = section?.passageIds.map((id) => present(loaders.passage.load(id), 'text of a section')) ?? [];
      return joinedText((await Promise.all(passages)).map(({ text }) => text));
    };
    const [before, after] = await Promise.all([textOf(from), textOf(to)]);
    return shownRows(diffRows(before, after), context ?? null);
  }
}

@Resolver(() => ComparedSectionType)
export class ComparedSectionResolver {
  @FieldResolver(() => [String])
  headingPath(@Root() { path, title }: ComparedSection): readonly string[] {
    return path.length === 0 ? [title] : path;
  }

  @FieldResolver(() => ChunkType, {
    nullable: true,
    description: 'Its first chunk, to cite; null if it has no text of its own.',
  })
  chunk(@Root() { chunkIds: [first] }: ComparedSection, @Ctx() { loaders }: RequestContext): Promise<ChunkRow> | null {
    return first === undefined ? null : present(loaders.citedChunk.load(first), 'chunk');
  }

  @FieldResolver(() => ChunkConnection, connectionField('All its chunks, in reading order.'))
  async chunks(
    @Root() { chunkIds, documentId }: ComparedSection,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<ChunkRow>> {
    const chunks = await Promise.all(chunkIds.map((id) => present(loaders.citedChunk.load(id), 'chunk')));
    const of = `${documentId} ${String(chunkIds[0] ?? '')}`;
    return connectPlaced({ name: 'chunksOfSection', of }, given, chunks, ({ id }) => String(id));
  }

  @FieldResolver(() => DocumentType, { description: 'The document it stands in.' })
  document(@Root() { documentId }: ComparedSection, @Ctx() { loaders }: RequestContext): Promise<DocumentRow> {
    return present(loaders.document.load(documentId), 'document');
  }
}

@Resolver(() => NameChangeType)
export class NameChangeResolver {
  @FieldResolver(() => DocumentedNameType, {
    nullable: true,
    description: 'As the older version documents it; null if it does not.',
  })
  from(@Root() { from }: NameChange): NameSide | null {
    return from;
  }

  @FieldResolver(() => DocumentedNameType, {
    nullable: true,
    description: 'As the newer version documents it; null if it does not.',
  })
  to(@Root() { to }: NameChange): NameSide | null {
    return to;
  }

  @FieldResolver(() => ChunkType, {
    nullable: true,
    description:
      'Of an added or removed name: where the version that does not document it mentions it, such as a note on its removal; null where it does not.',
  })
  mention(@Root() { mentionId }: NameChange, @Ctx() { loaders }: RequestContext): Promise<ChunkRow> | null {
    return mentionId === null ? null : present(loaders.citedChunk.load(mentionId), 'chunk');
  }
}

@Resolver(() => DocumentedNameType)
export class DocumentedNameResolver {
  @FieldResolver(() => ChunkType, { description: 'Where it is documented.' })
  chunk(@Root() { chunkId }: NameSide, @Ctx() { loaders }: RequestContext): Promise<ChunkRow> {
    return present(loaders.citedChunk.load(chunkId), 'chunk');
  }
}
