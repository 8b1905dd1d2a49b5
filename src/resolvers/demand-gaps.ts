/** What is asked for and not there: parts of the library, versions, products, names. */
import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MatrixCell } from '../coverage/coverage-matrix.js';
import { absentIdentifiers } from '../demand/absent-identifiers.js';
import { mostQuestions } from '../demand/find-groups.js';
import { rankGaps, type PlaceCoverage, type RankedGap } from '../demand/ranked-gaps.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { coverageSight } from '../graphql/coverage-sight.js';
import { type Connection, ConnectionArguments } from '../schema/connection.js';
import { costOfQuestionGroups } from '../schema/cost.js';
import { DemandType } from '../schema/demand.js';
import { AbsentKind, DemandGapConnection, AbsentNameConnection } from '../schema/demand-gaps.js';
import type { DocumentKind } from '../store/entities/document-kind.js';
import type { CoverageState } from '../coverage/coverage-state.js';
import {
  absentVersions,
  missedPlaces,
  unknownProducts,
  type AbsentName,
  type MissedPlace,
} from '../store/queries/demand-gaps.js';
import { askedQuestions } from '../store/queries/demand.js';
import type { AskedDemand } from './demand.js';

/** Places and names that are looked at: the most asked. */
const mostPlaces = 200;
const mostNames = 50;

type Absent = AbsentName & { readonly nearest: readonly string[] };

/** What coverage says of places of these products, whose sums are made when they are asked for. */
async function coverageOfPlaces(products: readonly string[], { coverage, caller }: RequestContext) {
  const scope = { products: [...products] };
  const sight = coverageSight(caller);
  const [byVersion, byProduct] = await Promise.all(
    (['VERSION', 'PRODUCT'] as const).map((rows) => coverage({ scope, rows, columns: 'KIND' }, sight)),
  );
  const cellOf = (place: MissedPlace, kind: DocumentKind | null): MatrixCell | null => {
    const matrix = (place.version === '' ? byProduct : byVersion)?.matrix;
    const key = place.version === '' ? place.product : `${place.product}/${place.version}`;
    const row = matrix?.rowHeadings.find((heading) => heading.key === key);
    if (matrix === undefined || row === undefined) return null;
    if (kind === null) return matrix.totalOf(row);
    return matrix.cellsOf(row).find(({ column }) => column?.key === kind) ?? null;
  };
  return (place: MissedPlace, kind: DocumentKind | null): PlaceCoverage<CoverageState> | null => {
    const cell = cellOf(place, kind);
    return cell && { state: cell.state, reasons: cell.reasons.map(({ sentence }) => sentence) };
  };
}

@Resolver(() => DemandType)
export class DemandGapsResolver {
  @FieldResolver(() => DemandGapConnection, {
    description:
      'Parts of the library that were asked for in vain, with what coverage says of them: what is worst for most searches first. Of the 200 that most searches missed; what curators said to be mended or not theirs, and what is answered since, does not count.',
    complexity: costOfQuestionGroups,
  })
  async gaps(
    @Root() { scope }: AskedDemand,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<RankedGap<CoverageState>>> {
    const places = await missedPlaces(context.dataSource, scope, mostPlaces);
    const products = [...new Set(places.map(({ product }) => product))].filter((product) => product !== '');
    const gaps = rankGaps(places, await coverageOfPlaces(products, context));
    return connectPlaced({ name: 'gaps' }, given, gaps, ({ product, version, kind }) =>
      [product, version, kind ?? ''].join(' '),
    );
  }

  @FieldResolver(() => AbsentNameConnection, {
    description:
      'Names that are asked for and are not there, most asked first; of the 50 that are asked most. What is there by now is left out.',
    complexity: costOfQuestionGroups,
  })
  async absentNames(
    @Root() { scope }: AskedDemand,
    @Arg('kind', () => AbsentKind, { description: 'What sort of name.' }) kind: keyof typeof AbsentKind,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Absent>> {
    const names = await namesAbsent(kind, scope, context);
    return connectPlaced({ name: 'absentNames', of: kind }, given, names, ({ product, name }) => `${product} ${name}`);
  }
}

async function namesAbsent(
  kind: keyof typeof AbsentKind,
  scope: AskedDemand['scope'],
  context: RequestContext,
): Promise<Absent[]> {
  const { dataSource } = context;
  if (kind === 'IDENTIFIER') {
    const questions = await askedQuestions(dataSource, scope, mostQuestions);
    const names = await absentIdentifiers(dataSource, questions);
    return names.slice(0, mostNames).map((name) => ({ ...name, nearest: [] }));
  }
  const names = await (kind === 'VERSION' ? absentVersions : unknownProducts)(dataSource, scope, mostNames);
  const looked = await Promise.all(
    names.map(async (name) => ({ name, nearest: await nearestOf(name, kind, context) })),
  );
  return looked.flatMap(({ name, nearest }) => (nearest === null ? [] : [{ ...name, nearest }]));
}

/** What is there instead; null when the name is known by now. */
async function nearestOf(
  { name, product }: AbsentName,
  kind: 'VERSION' | 'PRODUCT',
  { search, loaders }: RequestContext,
): Promise<string[] | null> {
  if (kind === 'PRODUCT') {
    const { unknown } = await search.resolveScope({ products: [name] });
    return unknown[0] === undefined ? null : [...unknown[0].nearest];
  }
  const scope = { versions: [name], ...(product !== '' && { products: [product] }) };
  const { versions } = await search.resolveScope(scope);
  if (versions.some(({ match }) => match !== 'NONE')) return null;
  const nearest = versions.flatMap(({ nearestIds }) => nearestIds);
  const found = await Promise.all(nearest.map((id) => loaders.version.load(id)));
  return found.flatMap((version) => (version === null ? [] : [version.label]));
}
