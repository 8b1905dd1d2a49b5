/** Names that appear, disappear, change their documented default or are called otherwise between two versions. */
import type { ComparedSection } from './compared-section.js';
import { definedNames, type DefinedName, type NameKind } from '../search/definitions/defined-names.js';
import type { SectionPair } from './section-pairs.js';

export type NameChangeKind = 'ADDED' | 'REMOVED' | 'RENAMED' | 'DEFAULT_CHANGED';

/** Where a name is documented. */
export interface NamePlace {
  readonly section: ComparedSection;
  readonly chunkId: number;
}

export interface NameSide extends NamePlace {
  readonly name: string;
  readonly documentedDefault: string | null;
}

export interface NameChange {
  readonly change: NameChangeKind;
  readonly kind: NameKind;
  readonly of: string | null;
  readonly from: NameSide | null;
  readonly to: NameSide | null;
  /** Of an added or removed name: a chunk of the version that does not document it, but mentions it. */
  readonly mentionId: number | null;
}

/** A version's sections with what its passages say. */
export interface NamedVersion {
  readonly sections: readonly ComparedSection[];
  readonly texts: ReadonlyMap<number, string>;
  readonly identifiers: ReadonlyMap<number, readonly string[]>;
}

interface Definition extends DefinedName, NamePlace {}

/** A name by how it is compared: case counts for nothing, what it belongs to does. */
function keyOf({ name, of, kind }: DefinedName): string {
  return kind === 'OPTION' ? `${(of ?? '').toLowerCase()} ${name}` : name.toLowerCase().replace(/\s+/g, ' ');
}

function definitionsOf({ sections, texts, identifiers }: NamedVersion): Map<string, Definition[]> {
  const found = new Map<string, Definition[]>();
  for (const section of sections) {
    const isReference = section.kind !== 'RELEASE_NOTES';
    if (!isReference) continue;
    const path = section.heading === null ? [section.title] : section.path;
    for (const [at, passageId] of section.passageIds.entries()) {
      const chunkId = section.chunkIds[at];
      if (chunkId === undefined) continue;
      const text = texts.get(passageId) ?? '';
      const names = definedNames({
        path,
        isFirst: at === 0,
        text,
        identifiers: identifiers.get(passageId) ?? [],
      });
      for (const name of names) {
        const key = keyOf(name);
        const definitions = found.get(key);
        if (definitions === undefined) found.set(key, [{ ...name, section, chunkId }]);
        else definitions.push({ ...name, section, chunkId });
      }
    }
  }
  return found;
}

/** Sorted by what changed, then by name. */
export function nameChanges(from: NamedVersion, to: NamedVersion, pairs: readonly SectionPair[]): NameChange[] {
  const [left, right] = [definitionsOf(from), definitionsOf(to)];
  const gone = [...left].filter(([key]) => !right.has(key)).flatMap(([, [first]]) => first ?? []);
  const fresh = [...right].filter(([key]) => !left.has(key)).flatMap(([, [first]]) => first ?? []);
  const renamed = renamedNames(gone, fresh, pairs);
  const taken = new Set<Definition>(renamed.flatMap(({ from: a, to: b }) => [a, b]));
  const mentionedIn = { from: mentionsOf(from), to: mentionsOf(to) };
  const changes: NameChange[] = [
    ...renamed.map(({ from: a, to: b }) => changeOf('RENAMED', a, b, null)),
    ...gone.filter((one) => !taken.has(one)).map((one) => changeOf('REMOVED', one, null, mentionedIn.to(one))),
    ...fresh.filter((one) => !taken.has(one)).map((one) => changeOf('ADDED', null, one, mentionedIn.from(one))),
    ...[...left].flatMap(([key, definitions]) => changedDefault(definitions, right.get(key) ?? []) ?? []),
  ];
  return changes.sort(
    (a, b) => order.indexOf(a.change) - order.indexOf(b.change) || titleOf(a).localeCompare(titleOf(b), 'en'),
  );
}

const order: readonly NameChangeKind[] = ['REMOVED', 'RENAMED', 'ADDED', 'DEFAULT_CHANGED'];

function titleOf({ of, from, to }: NameChange): string {
  return [of ?? '', (from ?? to)?.name ?? ''].join(' ').trim();
}

function changeOf(
  change: NameChangeKind,
  from: Definition | null,
  to: Definition | null,
  mentionId: number | null,
): NameChange {
  const kinds = [to?.kind, from?.kind];
  const { of = null } = to ?? from ?? {};
  const kind = kinds.find((one) => one !== undefined && one !== 'OTHER') ?? 'OTHER';
  return { change, kind, of, from: from && sideOf(from), to: to && sideOf(to), mentionId };
}

function sideOf({ name, documentedDefault, section, chunkId }: Definition): NameSide {
  return { name, documentedDefault, section, chunkId };
}

/** A name that is gone and a new one that are the headings of one section of both versions. */
function renamedNames(
  gone: readonly Definition[],
  fresh: readonly Definition[],
  pairs: readonly SectionPair[],
): { from: Definition; to: Definition }[] {
  const isHeading = ({ name, section }: Definition): boolean => section.heading?.includes(name) ?? false;
  const byPlace = new Map(fresh.filter(isHeading).map((one) => [one.section.at, one]));
  const placeOf = new Map(
    pairs.flatMap(({ change, from, to }) =>
      change === 'RENAMED' && from !== null && to !== null ? [[from.at, to.at] as const] : [],
    ),
  );
  const found: { from: Definition; to: Definition }[] = [];
  for (const from of gone.filter(isHeading)) {
    const at = placeOf.get(from.section.at);
    const to = at === undefined ? undefined : byPlace.get(at);
    if (at === undefined || to === undefined) continue;
    byPlace.delete(at);
    found.push({ from, to });
  }
  return found;
}

/** Null unless every documented default of the older version differs from every one of the newer. */
function changedDefault(left: readonly Definition[], right: readonly Definition[]): NameChange | null {
  const valued = (definitions: readonly Definition[]): Definition[] =>
    definitions.filter(({ documentedDefault }) => documentedDefault !== null);
  const [before, after] = [valued(left), valued(right)];
  const value = ({ documentedDefault }: Definition): string =>
    (documentedDefault ?? '').toLowerCase().replace(/\s+/g, ' ');
  const known = new Set(before.map(value));
  const [from, to] = [before[0], after[0]];
  if (from === undefined || to === undefined || after.some((one) => known.has(value(one)))) return null;
  return changeOf('DEFAULT_CHANGED', from, to, null);
}

/** Finds the chunk that mentions a name; one that says what became of it, if there is one. */
function mentionsOf({ sections, texts, identifiers }: NamedVersion): (one: Definition) => number | null {
  const holders = new Map<string, { chunkId: number; passageId: number }[]>();
  for (const { chunkIds, passageIds } of sections) {
    for (const [at, passageId] of passageIds.entries()) {
      const chunkId = chunkIds[at];
      if (chunkId === undefined) continue;
      for (const identifier of identifiers.get(passageId) ?? []) {
        const places = holders.get(identifier);
        if (places === undefined) holders.set(identifier, [{ chunkId, passageId }]);
        else places.push({ chunkId, passageId });
      }
    }
  }
  return ({ name, kind }) => {
    // An option's dash and letter are mentioned for every command.
    if (kind === 'OPTION' && !/^--\p{L}{3}/u.test(name)) return null;
    const places = holders.get(name.toLowerCase()) ?? [];
    const telling = places.find(({ passageId }) => tellsOf(texts.get(passageId) ?? '', name));
    return (telling ?? places[0])?.chunkId ?? null;
  };
}

function tellsOf(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return (
    at !== -1 &&
    /\b(?:remov|deprecat|obsolet|renam|replac|no longer|introduc|added)/i.test(
      text.slice(Math.max(0, at - 200), at + 200),
    )
  );
}
