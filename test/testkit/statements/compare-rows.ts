/** Compares what a statement answers with what its caller takes the answer for. */
import ts from 'typescript';
import type { AnsweredColumn, DescribedStatement, ValueKind } from './describe-statement.js';

const kinds: readonly (readonly [ts.TypeFlags, ValueKind['kind']])[] = [
  [ts.TypeFlags.StringLike, 'string'],
  [ts.TypeFlags.NumberLike, 'number'],
  [ts.TypeFlags.BooleanLike, 'boolean'],
];

/** What JSON has no form for: it comes back as something else. */
const notJson = new Set(['Date', 'Buffer', 'Uint8Array', 'Map', 'Set']);

/** Columns that pages of lists are ordered by, which their cursors are made of: see `keyset.ts`. */
const sortKey = /^sort_key_\d+$/;

export type RowTypes = (answer: ts.Type, statement: DescribedStatement) => string[];

/** @returns a function that says what is wrong, in sentences; nothing if all is right. */
export function createRowTypes(checker: ts.TypeChecker): RowTypes {
  const isNothing = (type: ts.Type): boolean => (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
  const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);
  const nameOf = (type: ts.Type): string => (type.symbol as ts.Symbol | undefined)?.name ?? '';

  /** A type parameter stands for whatever it may be. */
  function bounded(type: ts.Type): ts.Type {
    return (type.flags & ts.TypeFlags.Instantiable) === 0 ? type : (checker.getBaseConstraintOfType(type) ?? type);
  }

  function admitsNull(type: ts.Type): boolean {
    return isNothing(type) || partsOf(type).some((part) => (part.flags & ts.TypeFlags.Null) !== 0);
  }

  function holdsNoJson(type: ts.Type, seen = new Set<ts.Type>()): boolean {
    if (seen.has(type)) return false;
    seen.add(type);
    if (type.isUnionOrIntersection()) return type.types.some((part) => holdsNoJson(part, seen));
    if ((type.flags & ts.TypeFlags.BigIntLike) !== 0 || notJson.has(nameOf(type))) return true;
    if ((type.flags & ts.TypeFlags.Object) === 0) return false;
    const inside =
      checker.isArrayType(type) || checker.isTupleType(type)
        ? checker.getTypeArguments(type as ts.TypeReference)
        : checker.getPropertiesOfType(type).map((part) => checker.getTypeOfSymbol(part));
    return inside.some((part) => holdsNoJson(part, seen));
  }

  /** Of a value that is there. */
  function fits(type: ts.Type, { kind, isList }: Pick<ValueKind, 'kind' | 'isList'>): boolean {
    const wanted = bounded(type);
    if (isNothing(wanted)) return true;
    if (wanted.isUnion())
      return partsOf(checker.getNonNullableType(wanted)).every((part) => fits(part, { kind, isList }));
    if (isList) {
      if (!checker.isArrayType(wanted)) return false;
      return fits(checker.getTypeArguments(wanted as ts.TypeReference)[0]!, { kind, isList: false });
    }
    if (kind === 'json') return !holdsNoJson(wanted);
    const known = kinds.find(([flags]) => (wanted.flags & flags) !== 0);
    return known === undefined ? nameOf(wanted) === kind : known[1] === kind;
  }

  function ofColumn(column: AnsweredColumn, part: ts.Symbol): string[] {
    const type = checker.getTypeOfSymbol(part);
    const taken = checker.typeToString(type);
    const { name, kind, isList, typeName, mayBeNull } = column;
    if (!fits(type, column)) {
      return [`${name} is ${kind}${isList ? '[]' : ''} (${typeName}), and is taken for ${taken}`];
    }
    return mayBeNull === true && !admitsNull(type) ? [`${name} may be null, and is taken for ${taken}`] : [];
  }

  function ofRow(row: ts.Type, answered: readonly AnsweredColumn[]): string[] {
    if (isNothing(row)) return [];
    const parts = new Map(checker.getPropertiesOfType(row).map((part) => [part.name, part]));
    const columns = parts.has('cursorKeys') ? answered.filter(({ name }) => !sortKey.test(name)) : answered;
    const names = columns.map(({ name }) => name);
    const missing = [...parts.values()].filter(
      ({ name, flags }) => !names.includes(name) && (flags & ts.SymbolFlags.Optional) === 0,
    );
    return [
      ...missing.map(({ name }) => `${name} is taken for granted, and is not answered`),
      ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} is answered twice`),
      ...columns.flatMap((column) => {
        const part = parts.get(column.name);
        return part === undefined
          ? [`${column.name} is answered, and the row’s type does not have it`]
          : ofColumn(column, part);
      }),
    ];
  }

  function listed(type: ts.Type): ts.Type | undefined {
    return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
  }

  /** Of a row that may be of one of several types, one has to be right. */
  function ofRows(row: ts.Type, columns: readonly AnsweredColumn[]): string[] {
    const found = partsOf(bounded(row)).map((one) => ofRow(one, columns));
    return found.find((problems) => problems.length === 0) ?? found[0]!;
  }

  return (answer, { columns, isCounted }) => {
    if (isNothing(answer)) return [];
    const isPair = checker.isTupleType(answer);
    const list = isPair ? checker.getTypeArguments(answer as ts.TypeReference)[0]! : answer;
    const row = isNothing(list) ? list : listed(checker.getNonNullableType(list));
    if (row === undefined) return [`${checker.typeToString(answer)} is no list of rows`];
    if (isCounted !== null && isCounted !== isPair) {
      return [
        isCounted ? 'an UPDATE or DELETE answers [rows, count]' : 'only an UPDATE or DELETE answers [rows, count]',
      ];
    }
    return ofRows(row, columns);
  };
}
