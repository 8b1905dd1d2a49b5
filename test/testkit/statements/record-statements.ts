/**
 * Calls every exported function of the modules that send SQL, in every way that its types allow for, with a database that
 * writes down what it is asked and answers rows as the caller expects them.
 */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import type ts from 'typescript';
import type { ListOrder, SortTerm } from '../../../src/store/keyset.js';
import { createSampler, type Choose, type SampleOf } from './sample-values.js';
import { root, type StatementSources } from './typed-calls.js';

export interface RecordedStatement {
  readonly site: string;
  readonly sql: string;
  /** How many values were sent with it. */
  readonly values: number;
  /** Whether a list's order went into it, which may be that of another list of the module. */
  readonly isOrdered: boolean;
}

/** How often one place is answered with rows in one call, and how often at all: loops go on for as long as there are rows. */
const mostAnswers = { withRows: 2, atAll: 4 } as const;

/** Possibilities of one function that are tried one at a time, and two at a time. */
const most = { single: 200, pairs: 60 } as const;

/** How deep functions that functions give are called. */
const deepestResult = 2;

const maps = new Map<string, SourceMap>();

/** The place in the source that a place in what was built from it is from. */
function sourceOf(frame: NodeJS.CallSite | undefined): string {
  const name = frame!.getFileName()!;
  const file = name.startsWith('file:') ? fileURLToPath(name) : name;
  const known = maps.get(file);
  const map = known ?? new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as never);
  if (known === undefined) maps.set(file, map);
  const entry = map.findEntry(frame!.getLineNumber()! - 1, frame!.getColumnNumber()! - 1);
  if (!('originalLine' in entry)) return '';
  const path = relative(join(root, 'dist'), file).replace(/\.js$/, '.ts');
  return `${path}:${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)}`;
}

/** Who called the function. */
function callerOf(asked: (...given: never[]) => unknown): string {
  const before: unknown = Reflect.get(Error, 'prepareStackTrace');
  const holder: { stack?: unknown } = {};
  try {
    Error.prepareStackTrace = (_error, frames) => frames;
    Error.captureStackTrace(holder, asked);
    return sourceOf((holder.stack as NodeJS.CallSite[])[0]);
  } finally {
    Reflect.set(Error, 'prepareStackTrace', before);
  }
}

interface Recording {
  /** Stands for whatever sends SQL. */
  readonly database: unknown;
  readonly sampleOf: SampleOf;
}

type Module = Readonly<Record<string, unknown>>;

/** SQL that a module orders its lists by: it comes from code, so that a text that means nothing will not do. */
function ordersOf(module: Module): ListOrder[] {
  const isTerms = (value: unknown): value is SortTerm[] =>
    Array.isArray(value) && value.every((term) => 'sql' in (term as object));
  return Object.values(module).flatMap((value) => {
    if (typeof value !== 'object' || value === null) return [];
    if ('terms' in value) return [value as ListOrder];
    return Object.entries(value).flatMap(([name, terms]) => (isTerms(terms) ? [{ name, terms }] : []));
  });
}

interface Tour extends StatementSources {
  readonly module: Module;
  readonly note: (statement: RecordedStatement) => void;
}

function startRecording({ checker, calls, module, note }: Tour, choose: Choose): Recording {
  const answered = new Map<string, number>();
  const orders = ordersOf(module);
  const query = (sql: string, values: readonly unknown[] = []): Promise<unknown> => {
    const site = callerOf(query);
    const times = (answered.get(site) ?? 0) + 1;
    answered.set(site, times);
    if (times > mostAnswers.atAll) return Promise.reject(new Error(`${site} asks again and again`));
    note({ site, sql, values: values.length, isOrdered: orders.some(({ terms: [term] }) => sql.includes(term!.sql)) });
    const call = calls.get(site);
    if (call !== undefined && times <= mostAnswers.withRows) return Promise.resolve(sampleOf(call.answer));
    return Promise.resolve(call !== undefined && checker.isTupleType(call.answer) ? [[], 1] : []);
  };
  const repository = new Proxy(
    { create: (values: unknown) => values, find: () => Promise.resolve([]) },
    { get: (target, name) => (Reflect.get(target, name) as unknown) ?? (() => Promise.resolve(null)) },
  );
  const known: Readonly<Record<string, unknown>> = {
    query,
    transaction: (...given: unknown[]) => (given.at(-1) as (manager: unknown) => unknown)(database),
    createQueryRunner: () => database,
    isTransactionActive: true,
    getRepository: () => repository,
    then: undefined,
  };
  const database: unknown = new Proxy(known, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target) return Reflect.get(target, name) as unknown;
      if (['manager', 'dataSource', 'connection'].includes(name)) return database;
      return () => Promise.resolve();
    },
  });
  const stands = (): unknown => database;
  const doubles = {
    ...{ Queryable: stands, DataSource: stands, EntityManager: stands, QueryRunner: stands },
    ...(orders.length > 0 && { ListOrder: (chooseOrder: Choose) => orders[chooseOrder(orders.length)] }),
  };
  const sampleOf = createSampler(checker, choose, doubles);
  return { database, sampleOf };
}

type Called = (...given: unknown[]) => unknown;

/** Calls it, and what it gives, if that can be called or has methods. */
async function call(checker: ts.TypeChecker, sampleOf: SampleOf, called: Called, type: ts.Type, depth = 0) {
  const [signature] = type.getCallSignatures();
  if (signature === undefined || depth > deepestResult) return;
  const given = signature.getParameters().flatMap((parameter) => {
    const { dotDotDotToken, questionToken, initializer } = parameter.valueDeclaration as ts.ParameterDeclaration;
    const of = checker.getTypeOfSymbol(parameter);
    if (dotDotDotToken !== undefined) return sampleOf(of);
    const mayBeAbsent = questionToken !== undefined || initializer !== undefined;
    return [sampleOf(mayBeAbsent ? checker.getNonNullableType(of) : of)];
  });
  const result = await called(...given);
  const resultType = checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType();
  if (typeof result === 'function') await call(checker, sampleOf, result as Called, resultType, depth + 1);
  if (typeof result !== 'object' || result === null) return;
  if (Symbol.asyncIterator in result) {
    const items = (result as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    while ((await items.next()).done !== true);
  }
  for (const part of checker.getPropertiesOfType(resultType)) {
    const method: unknown = Object.hasOwn(result, part.name) ? Reflect.get(result, part.name) : undefined;
    if (typeof method !== 'function') continue;
    const bound = (...values: unknown[]): unknown => Reflect.apply(method, result, values) as unknown;
    await call(checker, sampleOf, bound, checker.getTypeOfSymbol(part), depth + 1).catch(() => undefined);
  }
}

type Run = (choose: Choose) => Promise<void>;

/** Runs it with the first of all possibilities. @returns how many possibilities there were, each time. */
async function firstWay(run: Run): Promise<number[]> {
  const sizes: number[] = [];
  await run((size) => {
    sizes.push(size);
    return 0;
  });
  return sizes;
}

/** Runs it with other possibilities at some of the places where there are several. */
function otherWay(run: Run, others: ReadonlyMap<number, number>): Promise<void> {
  let asked = -1;
  return run((size) => {
    asked += 1;
    const other = others.get(asked) ?? 0;
    return other < size ? other : 0;
  });
}

/** Each of the other possibilities, one at a time. */
async function inEveryWay(run: Run): Promise<void> {
  const sizes = await firstWay(run);
  for (const [at, size] of sizes.slice(0, most.single).entries()) {
    for (let other = 1; other < size; other += 1) await otherWay(run, new Map([[at, other]]));
  }
}

/** Two of the other possibilities at a time. */
async function inPairs(run: Run): Promise<void> {
  const sizes = (await firstWay(run)).slice(0, most.pairs);
  const others = sizes.flatMap((size, at) => Array.from({ length: size - 1 }, (_, other) => [at, other + 1] as const));
  for (const [first, second] of others.flatMap((one, nth) => others.slice(nth + 1).map((two) => [one, two] as const))) {
    if (first[0] !== second[0]) await otherWay(run, new Map([first, second]));
  }
}

/**
 * With clocks that leap by an hour whenever somebody looks: what is believed for a while is always asked for again, however
 * fast the machine is, and no deadline is waited for.
 */
async function withLeapingClocks(run: () => Promise<void>): Promise<void> {
  let hours = 0;
  const leap = (): number => (hours += 1) * 3_600_000;
  const clocks = [jest.spyOn(performance, 'now'), jest.spyOn(Date, 'now')];
  for (const clock of clocks) clock.mockImplementation(leap);
  try {
    await run();
  } finally {
    for (const clock of clocks) clock.mockRestore();
  }
}

/**
 * @param load a module by its path within the project.
 * @param options.skipped names of functions that are not called.
 * @param options.unreachable file and function of calls that are not looked for any longer.
 */
export async function recordStatements(
  sources: StatementSources,
  load: (path: string) => Promise<Module>,
  { skipped, unreachable }: { readonly skipped: ReadonlySet<string>; readonly unreachable: ReadonlySet<string> },
): Promise<RecordedStatement[]> {
  const recorded = new Map<string, RecordedStatement>();
  const note = (statement: RecordedStatement): void => {
    recorded.set(`${statement.site} ${String(statement.values)} ${statement.sql}`, statement);
  };
  for (const [path, functions] of sources.functions) {
    const module = await load(path);
    const runs = [...functions]
      .filter(([name]) => !skipped.has(name))
      .map(([name, type]): Run => async (choose) => {
        const { sampleOf } = startRecording({ ...sources, module, note }, choose);
        // What a function makes of values that mean nothing does not matter; what it asks does.
        await call(sources.checker, sampleOf, module[name] as Called, type).catch(() => undefined);
      });
    const inAll = (way: (run: Run) => Promise<void>): Promise<void> =>
      withLeapingClocks(async () => {
        for (const run of runs) await way(run);
      });
    await inAll(inEveryWay);
    const seen = new Set([...recorded.values()].map(({ site }) => site));
    const isMissing = [...sources.calls.values()].some(
      (one) => one.path === path && one.isRead && !seen.has(one.site) && !unreachable.has(`${path} ${one.within}`),
    );
    if (isMissing) await inAll(inPairs);
  }
  return [...recorded.values()];
}
