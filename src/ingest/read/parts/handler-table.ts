/** Handlers by the names of what they handle: macros, directives, tags. */

/** Handlers by patterns of names: the first that fits counts. */
export type PatternTable<Handler> = readonly (readonly [RegExp, Handler])[];

export function handlerFor<Handler>(table: PatternTable<Handler>, name: string): Handler | undefined {
  return table.find(([pattern]) => pattern.test(name))?.[1];
}

/** @param entries names that are handled alike, separated by blanks, with their handler; of a repeated name the last counts. */
export function handlerTable<Handler>(entries: readonly (readonly [string, Handler])[]): ReadonlyMap<string, Handler> {
  return new Map(entries.flatMap(([names, handler]) => names.split(' ').map((name) => [name, handler] as const)));
}
