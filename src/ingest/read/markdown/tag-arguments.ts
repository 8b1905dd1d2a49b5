/** What stands behind the name of a template's tag: `key="value" 'first'`. */

export interface TagArguments {
  /** By name in lower case. */
  readonly named: ReadonlyMap<string, string>;
  readonly first: string | undefined;
}

export function tagArguments(given: string): TagArguments {
  const named = new Map<string, string>();
  const rest = given.replace(
    /([\w-]+)=(?:"([^"]*)"|'([^']*)'|`([^`]*)`|(\S+))/g,
    (_, name: string, ...values: (string | undefined)[]) => {
      named.set(name.toLowerCase(), values.slice(0, 4).find((value) => value !== undefined) ?? '');
      return '';
    },
  );
  const first = /(?:"([^"]*)"|'([^']*)'|`([^`]*)`|(\S+))/.exec(rest.trim());
  return { named, first: first?.[1] ?? first?.[2] ?? first?.[3] ?? first?.[4] };
}
