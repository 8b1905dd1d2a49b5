/** The coverage matrix: what is there by two dimensions, and why that may not be enough. */
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { may } from '../access/may.js';
import { BadInputError } from '../errors.js';
import type { CoverageHeading, CoverageMatrix, MatrixCell } from '../coverage/coverage-matrix.js';
import type { LibraryCoverage } from '../coverage/library-coverage.js';
import type { FailureCode } from '../coverage/coverage-cell.js';
import { missedOf, type MissedSearches } from '../coverage/missed-searches.js';
import { connect, connectPlaced, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { coverageSight } from '../graphql/coverage-sight.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { costOfCoverage, costOfCoverageCells, costOfMissedSearches, costOfPassageCount } from '../schema/cost.js';
import {
  CoverageArguments,
  CoverageCellType,
  CoverageFailureType,
  CoverageMatrixType,
  CoverageRowConnection,
  CoverageRowType,
  MissedSearchesType,
  type CoverageFilterInput,
} from '../schema/coverage.js';
import { DocumentConnection } from '../schema/document.js';
import { Restricted } from '../schema/restricted.js';
import { productNamed } from '../store/queries/catalogue.js';
import {
  coveredByPath,
  coveredDocumentCount,
  coveredDocuments,
  coveragePassages,
  type CoverageScope,
} from '../store/queries/coverage.js';
import { missedPlaces, type MissedPlace } from '../store/queries/demand-gaps.js';
import type { DocumentKind } from '../store/entities/document-kind.js';
import type { DocumentRow } from '../store/queries/documents.js';
import { demandScope } from './demand.js';

/** What all cells that ask share; each is looked up once. */
interface SharedByCells {
  readonly scope: CoverageScope;
  readonly passagesOf: (cell: MatrixCell) => Promise<number>;
  /** Searches of so many days that missed something, most first. */
  readonly missedPlaces: (days: number) => Promise<readonly MissedPlace[]>;
}

type AskedCoverage = LibraryCoverage & SharedByCells;

/** A cell with what it was asked for, to follow it to its documents. */
type AskedCell = MatrixCell & SharedByCells;

const withScope = (cell: MatrixCell, { scope, passagesOf, missedPlaces }: SharedByCells): AskedCell => ({
  ...cell,
  ...{ scope, passagesOf, missedPlaces },
});

/** Places that searches missed and that are counted in cells: the most asked. */
const mostMissedPlaces = 2_000;

@Resolver(() => CoverageMatrixType)
export class CoverageResolver {
  @Query(() => CoverageMatrixType, {
    description:
      'What the library holds by two dimensions, with reasons where that may not be enough. What is not public to the caller is neither counted nor told. `NOT_FOUND` never: an unknown name in the filter leaves nothing.',
    complexity: costOfCoverage,
  })
  async coverage(
    @Args(() => CoverageArguments) { filter, rows, columns }: CoverageArguments,
    @Ctx() context: RequestContext,
  ): Promise<AskedCoverage> {
    if (rows === columns) {
      throw new BadInputError('`rows` and `columns` are the same; choose two dimensions.', { field: 'columns' });
    }
    const { coverage, caller, dataSource } = context;
    const asked = await scopeOf(filter ?? null, context);
    const found = await coverage(
      { scope: asked, rows, columns, states: filter?.states ?? null },
      coverageSight(caller),
    );
    const scope = { ...asked, pairs: found.pairs };
    let counts: Promise<ReadonlyMap<string, number>> | undefined;
    const missed = new Map<number, Promise<MissedPlace[]>>();
    return {
      ...found,
      scope,
      missedPlaces(days) {
        const known = missed.get(days) ?? readMissedPlaces(days, context);
        missed.set(days, known);
        return known;
      },
      async passagesOf({ row, column }) {
        counts ??= coveragePassages(dataSource, scope, rows, columns).then(
          (counted) => new Map(counted.map((one) => [`${one.row ?? ' '}\n${one.column ?? ' '}`, one.count])),
        );
        return (await counts).get(`${row?.key ?? ' '}\n${column?.key ?? ' '}`) ?? 0;
      },
    };
  }

  @FieldResolver(() => CoverageRowConnection, connectionField('Rows: versions newest first, others by name.'))
  rows(
    @Root() found: AskedCoverage,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<AskedRow>> {
    const rows = found.matrix.rowHeadings.map((heading) => ({ heading, found }));
    return connectPlaced({ name: 'rows' }, given, rows, ({ heading }) => heading.key);
  }

  @FieldResolver()
  columns(@Root() { matrix }: AskedCoverage): CoverageMatrix['columns'] {
    return matrix.columns;
  }

  @FieldResolver(() => [CoverageCellType], { complexity: costOfCoverageCells })
  columnTotals(@Root() found: AskedCoverage): AskedCell[] {
    return found.matrix.columnTotals().map((cell) => withScope(cell, found));
  }

  @FieldResolver()
  total(@Root() found: AskedCoverage): AskedCell {
    return withScope(found.matrix.total(), found);
  }

  @Restricted('ingest.read')
  @FieldResolver(() => [CoverageFailureType], {
    description:
      'Files that failed in the last run of their source and that no document came of, so that no cell holds them.',
  })
  unplacedFailures(@Root() { unplacedFailures }: AskedCoverage): readonly FailureCode[] {
    return unplacedFailures;
  }
}

async function readMissedPlaces(days: number, { dataSource, searchLog }: RequestContext): Promise<MissedPlace[]> {
  const scope = demandScope({ days });
  await searchLog.flush();
  return missedPlaces(dataSource, scope, mostMissedPlaces);
}

async function scopeOf(filter: CoverageFilterInput | null, { dataSource }: RequestContext): Promise<CoverageScope> {
  if (filter === null) return {};
  const { vendors = null, products = null, versions = null, kinds = null, languages = null } = filter;
  const named = products?.map(async (name) => (await productNamed(dataSource, name))?.slug ?? name);
  return { vendors, products: named === undefined ? null : await Promise.all(named), versions, kinds, languages };
}

/** A row whose cells are added up when they are asked for. */
interface AskedRow {
  readonly heading: CoverageHeading;
  readonly found: AskedCoverage;
}

@Resolver(() => CoverageRowType)
export class CoverageRowResolver {
  @FieldResolver(() => [CoverageCellType], { complexity: costOfCoverageCells })
  cells(@Root() { heading, found }: AskedRow): AskedCell[] {
    return found.matrix.cellsOf(heading).map((cell) => withScope(cell, found));
  }

  @FieldResolver()
  total(@Root() { heading, found }: AskedRow): AskedCell {
    return withScope(found.matrix.totalOf(heading), found);
  }
}

@Resolver(() => CoverageCellType)
export class CoverageCellResolver {
  @FieldResolver(() => Int, {
    description: 'Different passages; one that several documents show counts once in every sum. Read from the chunks.',
    complexity: costOfPassageCount,
  })
  passageCount(@Root() cell: AskedCell): Promise<number> {
    return cell.passagesOf(cell);
  }

  @FieldResolver(() => MissedSearchesType, {
    nullable: true,
    description:
      'Null for those who may not see what is searched for. Searches of the last days that asked for it in vain. What names no version, or is of no kind, counts in totals only; no search names a language, so that cells of languages have none.',
    complexity: costOfMissedSearches,
  })
  async missed(
    @Root() cell: AskedCell,
    @Arg('days', () => Int, { defaultValue: 30, description: 'Days back from now, 1 to 3,650.' }) days: number,
    @Ctx() { caller }: RequestContext,
  ): Promise<MissedSearches | null> {
    if (!may(caller, 'demand.read')) return null;
    const headings = [cell.row, cell.column].filter((heading) => heading !== null);
    return missedOf(await cell.missedPlaces(days), cell.scope, headings);
  }

  @FieldResolver(() => DocumentConnection, connectionField('Its published documents, by path.'))
  documents(
    @Root() cell: AskedCell,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<DocumentRow>> {
    const scope = scopeOfCell(cell);
    const list = { name: 'documents of a cell', order: coveredByPath };
    return connect(
      list,
      pageOf(list, given),
      (page) => coveredDocuments(dataSource, scope, page),
      () => coveredDocumentCount(dataSource, scope),
    );
  }
}

/** The documents that a cell counts. */
function scopeOfCell({ scope, row, column }: AskedCell): CoverageScope {
  let narrow = scope;
  for (const heading of [row, column]) if (heading !== null) narrow = { ...narrow, ...scopeOfHeading(heading) };
  return narrow;
}

function scopeOfHeading({ dimension, key }: CoverageHeading): CoverageScope {
  if (dimension === 'VENDOR') return { vendors: [key] };
  if (dimension === 'PRODUCT') return { products: [key] };
  if (dimension === 'KIND') return { kinds: [key as DocumentKind] };
  if (dimension === 'LANGUAGE') return { languages: [key] };
  const at = key.indexOf('/');
  return { products: [key.slice(0, at)], versions: [key.slice(at + 1)] };
}
