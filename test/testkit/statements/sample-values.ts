/**
 * Values of a type, so that functions can be called for the statements that they make. Each part is made when it is looked
 * at; where there are several possibilities (a union, a part that may be absent, a list that may be empty), one is asked
 * for, so that every one of them can be tried.
 */
import ts from 'typescript';

/** @returns one of the numbers below `possibilities`. */
export type Choose = (possibilities: number) => number;

/** Stands for a value of a type with a name, such as the connection to the database. */
export type Doubles = Readonly<Record<string, (choose: Choose) => unknown>>;

export type SampleOf = (type: ts.Type) => unknown;

/** Levels below which what may be absent is, and lists are empty: types may hold themselves. */
const deepest = 6;

/** Ends at once whoever waits for it to end: nothing is waited for. */
function endingSignal(): AbortSignal {
  const ending = new AbortController();
  const { signal } = ending;
  const listen = signal.addEventListener.bind(signal) as (...given: unknown[]) => void;
  return Object.assign(signal, {
    addEventListener(...given: unknown[]) {
      listen(...given);
      ending.abort();
    },
  });
}

const named: Doubles = {
  Date: () => new Date(0),
  Buffer: () => Buffer.from('word'),
  Uint8Array: () => Uint8Array.of(1),
  Float32Array: () => Float32Array.of(1),
  AbortSignal: endingSignal,
  RegExp: () => /word/,
  URL: () => new URL('https://example.org/'),
};

/** Two, since much is asked only where two names differ; paths, which are names as well. */
const texts = ['word/text', 'other/text'] as const;

const primitives: readonly (readonly [ts.TypeFlags, unknown])[] = [
  [ts.TypeFlags.Any | ts.TypeFlags.Unknown, 'word'],
  [ts.TypeFlags.Null, null],
  [ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never, undefined],
  [ts.TypeFlags.NumberLike, 1],
  [ts.TypeFlags.BigIntLike, 1n],
  [ts.TypeFlags.ESSymbolLike, Symbol.iterator],
];

const isAbsence = (type: ts.Type): boolean => (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;

export function createSampler(checker: ts.TypeChecker, choose: Choose, doubles: Doubles): SampleOf {
  function ofUnion(types: readonly ts.Type[], depth: number): unknown {
    const inOrder = types.toSorted((a, b) => Number(isAbsence(a)) - Number(isAbsence(b)));
    const absent = inOrder.find(isAbsence);
    if (depth > deepest && absent !== undefined) return of(absent, depth);
    return of(inOrder[depth > deepest ? 0 : choose(inOrder.length)]!, depth);
  }

  function ofList(type: ts.Type, depth: number): unknown[] {
    const parts = checker.getTypeArguments(type as ts.TypeReference);
    if (checker.isTupleType(type)) return parts.map((part) => of(part, depth + 1));
    return depth > deepest || choose(2) === 1 ? [] : parts.map((part) => of(part, depth + 1));
  }

  function ofCollection(type: ts.Type, name: string, depth: number): unknown {
    const parts = checker.getTypeArguments(type as ts.TypeReference).map((part) => () => of(part, depth + 1));
    if (/^(?:Readonly)?Map$/.test(name)) return new Map(parts.length === 2 ? [[parts[0]!(), parts[1]!()]] : []);
    if (/^(?:Readonly)?Set$/.test(name)) return new Set(parts.map((part) => part()));
    if (/^Promise(?:Like)?$/.test(name)) return Promise.resolve(parts[0]!());
    if (/^Async(?:Iterable|Iterator|Generator|IterableIterator)$/.test(name)) {
      return (async function* () {
        yield await Promise.resolve(parts[0]!());
      })();
    }
    return undefined;
  }

  function partOf(part: ts.Symbol, depth: number): unknown {
    const type = checker.getTypeOfSymbol(part);
    const mayBeAbsent = (part.flags & ts.SymbolFlags.Optional) !== 0;
    if (mayBeAbsent && (depth > deepest || choose(2) === 1)) return undefined;
    return of(mayBeAbsent ? checker.getNonNullableType(type) : type, depth + 1);
  }

  function ofObject(type: ts.Type, depth: number): object {
    const value = {};
    for (const part of checker.getPropertiesOfType(type)) {
      if (part.name.startsWith('__@')) continue;
      let made: { readonly value: unknown } | undefined;
      Object.defineProperty(value, part.name, {
        enumerable: true,
        configurable: true,
        get: () => (made ??= { value: partOf(part, depth) }).value,
      });
    }
    const [index] = checker.getIndexInfosOfType(type);
    return index === undefined ? value : { word: of(index.type, depth + 1) };
  }

  function of(type: ts.Type, depth: number): unknown {
    if (type.isLiteral()) return type.value;
    if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) return checker.typeToString(type) === 'true';
    if (type.isUnion()) return ofUnion(type.types, depth);
    if ((type.flags & ts.TypeFlags.StringLike) !== 0) return depth > deepest ? texts[0] : texts[choose(texts.length)];
    const primitive = primitives.find(([flags]) => (type.flags & flags) !== 0);
    if (primitive !== undefined) return primitive[1];
    if ((type.flags & ts.TypeFlags.Instantiable) !== 0) {
      const bound = checker.getBaseConstraintOfType(type);
      return bound === undefined || bound === type ? 'word' : of(bound, depth);
    }
    const name = [type.aliasSymbol, type.symbol].find(Boolean)?.name ?? '';
    const double = doubles[name] ?? named[name];
    if (double !== undefined) return double(choose);
    if (checker.isArrayType(type) || checker.isTupleType(type)) return ofList(type, depth);
    const collection = ofCollection(type, name, depth);
    if (collection !== undefined) return collection;
    const [signature] = type.getCallSignatures();
    if (signature !== undefined) return () => of(signature.getReturnType(), depth + 1);
    return ofObject(type, depth);
  }

  return (type) => of(type, 0);
}
