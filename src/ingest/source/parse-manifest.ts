/** Reads `library.yaml` and JSON listings; every fault is reported at once, with its line and field. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { z } from 'zod';
import { checkYamlDepth } from '../../bounded-yaml.js';
import { ManifestError, messageOf } from '../../errors.js';
import { entryFromListing, listingSchema } from './listing-schema.js';
import { manifestSchema, type Manifest } from './manifest-schema.js';

export interface ManifestProblem {
  /** 1-based. */
  readonly line: number;
  /** Such as `entries[3].version.releasedOn`; empty for the whole file. */
  readonly field: string;
  readonly problem: string;
}

export interface ParsedManifest extends Manifest {
  /** Line of a field, for faults that only show later. */
  lineOf(path: readonly PropertyKey[]): number;
}

type Path = readonly PropertyKey[];

/** Faults of one file that are told. */
const shownProblems = 100;
/** Of those that its form has, the first of which are told. */
const lookedAt = 1_000;

/**
 * Every scalar is read as the text that is written (`version: 3.30` stays `3.30`). JSON is YAML, so a listing (an array
 * of objects with `vendor`, `product`, `version`, `path` and more) takes the same way; its unknown keys are ignored.
 * @throws ManifestError
 */
export function parseManifest(text: string, file: string): ParsedManifest {
  checkDepth(text, file);
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw manifestError(
      file,
      document.errors.map((error) => ({ line: lines.linePos(error.pos[0]).line, field: '', problem: error.message })),
    );
  }
  const lineOf = (path: Path): number => lineAt(document, lines, path);
  const data = plainOf(document, file);
  if (Array.isArray(data)) {
    const entries = checked(listingSchema, data, file, lineOf).map(entryFromListing);
    return { entries, lineOf: (path) => lineOf(path.slice(1)) };
  }
  return { ...checked(manifestSchema, data, file, lineOf), lineOf };
}

function checkDepth(text: string, file: string): void {
  try {
    checkYamlDepth(text);
  } catch (error) {
    throw manifestError(file, [{ line: 1, field: '', problem: messageOf(error) }]);
  }
}

/** Aliases that stand for more than they are: a few lines can mean gigabytes. */
const mostAliases = 10_000;

function plainOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch {
    const problem = 'its aliases (*name) stand for too much; write out what they stand for';
    throw manifestError(file, [{ line: 1, field: '', problem }]);
  }
}

/** One error for all faults of a manifest, worst first read: in the order of the lines. */
export function manifestError(file: string, problems: readonly ManifestProblem[]): ManifestError {
  const sorted = [...problems].sort((a, b) => a.line - b.line);
  const list = sorted
    .slice(0, shownProblems)
    .map(({ line, field, problem }) => `  line ${String(line)}${field && `, ${field}`}: ${problem}`);
  const left = sorted.length - list.length;
  if (left > 0) list.push(`  and ${String(left)} more`);
  return new ManifestError(`${file} can't be used:\n${list.join('\n')}`, {
    file,
    problems: sorted.slice(0, shownProblems),
  });
}

function checked<S extends z.ZodType>(
  schema: S,
  data: unknown,
  file: string,
  lineOf: (path: Path) => number,
): z.output<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const problems = result.error.issues
    .slice(0, lookedAt)
    .flatMap(concrete)
    .flatMap((issue) => oneForEachKey(issue, data))
    .slice(0, lookedAt);
  throw manifestError(
    file,
    problems.map((issue) => ({ line: lineOf(issue.path), field: fieldName(issue.path), problem: issue.message })),
  );
}

type Issue = z.core.$ZodIssue;

/** "A name or an object" fails as a whole; people want to know what is wrong with the form that they chose. */
function concrete(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const chosen = issue.errors.find(
    (branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
  );
  if (chosen === undefined) return [{ ...issue, message: 'must be a text or a mapping' }];
  return chosen.flatMap((inner) => concrete({ ...inner, path: [...issue.path, ...inner.path] }));
}

function oneForEachKey(issue: Issue, data: unknown): { path: Path; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not a known field' }));
  }
  if (issue.code === 'invalid_type') {
    const message = valueAt(data, issue.path) === undefined ? 'is missing' : `must be ${expected(issue.expected)}`;
    return [{ path: issue.path, message }];
  }
  return [{ path: issue.path, message: issue.message }];
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    data,
  );
}

function expected(type: string): string {
  return { string: 'a text', array: 'a list', object: 'a mapping' }[type] ?? type;
}

function fieldName(path: Path): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${String(part)}]` : name === '' ? String(part) : `${name}.${String(part)}`,
    '',
  );
}

/** The line of the deepest part of the path that exists. */
function lineAt(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const part of path) {
    let next: Pair | Node | undefined;
    if (isMap(node)) next = node.items.find((pair) => isScalar(pair.key) && pair.key.value === part);
    else if (isSeq(node) && typeof part === 'number') next = node.items[part] as Node | undefined;
    if (next === undefined) break;
    offset = rangeStart(isPair(next) ? next.key : next) ?? offset;
    node = isPair(next) ? next.value : next;
  }
  return lines.linePos(offset).line;
}

function rangeStart(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}
