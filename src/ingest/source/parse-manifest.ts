/** Reads `library.yaml` and JSON listings; every fault is reported at once, with its line and field. */
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';
import { checkYamlDepth } from '../../bounded-yaml.js';
import { messageOf } from '../../errors.js';
import { entryFromListing, listingSchema } from './listing-schema.js';
import { createFieldGuide } from './manifest-fields.js';
import { manifestError, manifestStart, type ManifestProblem, type TextPlace } from './manifest-problem.js';
import { manifestSchema, type Manifest } from './manifest-schema.js';

export interface ParsedManifest extends Manifest {
  /** Where a field stands, for faults that only show later. */
  placeOf(path: readonly PropertyKey[]): TextPlace;
  /** What is no fault, and may not be meant. */
  readonly doubts: readonly ManifestProblem[];
}

type Path = readonly PropertyKey[];

/** Faults of its form that are looked at; the first of them are told. */
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
  const written: Written = { document, lines, file };
  if (document.errors.length > 0) {
    throw manifestError(
      file,
      document.errors.map((error) => syntaxProblem(written, error)),
    );
  }
  const placeOf = (path: Path): TextPlace => placeAt(written, path);
  const doubts = document.warnings.map((warning) => syntaxProblem(written, warning));
  const data = plainOf(written);
  if (Array.isArray(data)) {
    const entries = checked(listingSchema, data, written).map(entryFromListing);
    return { entries, doubts, placeOf: (path) => placeOf(path.slice(1)) };
  }
  return { ...checked(manifestSchema, data, written), doubts, placeOf };
}

/** A manifest as it is written. */
interface Written {
  readonly document: Document;
  readonly lines: LineCounter;
  /** For messages. */
  readonly file: string;
}

function checkDepth(text: string, file: string): void {
  try {
    checkYamlDepth(text);
  } catch (error) {
    throw manifestError(file, [{ ...manifestStart, code: 'TOO_LARGE', field: '', problem: messageOf(error) }]);
  }
}

/** Where the parser's own words do not say what to do. */
const syntaxTexts: Partial<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " on one line, or a deeper line below a text; put texts that hold ": " in quotes',
  DUPLICATE_KEY: 'this field stands twice in one mapping; keep one of them',
  MULTIPLE_DOCS: 'a second document begins here; a manifest is one, without ---',
};

function syntaxProblem({ lines }: Written, { code, message, pos }: YAMLError): ManifestProblem {
  const problem = syntaxTexts[code] ?? message;
  return {
    ...placeIn(lines, pos[0]),
    code: code === 'DUPLICATE_KEY' ? 'DUPLICATE_FIELD' : 'SYNTAX',
    field: '',
    problem,
  };
}

function placeIn(lines: LineCounter, offset: number): TextPlace {
  const { line, col } = lines.linePos(offset);
  // A text without any line has no place at all.
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Aliases that stand for more than they are: a few lines can mean gigabytes. */
const mostAliases = 10_000;

function plainOf(written: Written): unknown {
  const { document, file } = written;
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    const unset = /^Unresolved alias .*: (.*)$/.exec(messageOf(error))?.[1];
    if (unset !== undefined) {
      const problem = `no &${unset} stands before *${unset}, so it stands for nothing`;
      throw manifestError(file, [{ ...aliasPlace(written, unset), code: 'SYNTAX', field: '', problem }]);
    }
    const problem = 'its aliases (*name) stand for too much; write out what they stand for';
    throw manifestError(file, [{ ...manifestStart, code: 'TOO_LARGE', field: '', problem }]);
  }
}

function aliasPlace({ document, lines }: Written, name: string): TextPlace {
  let place = manifestStart;
  visit(document, {
    Alias(_key, alias) {
      if (alias.source !== name) return undefined;
      place = placeIn(lines, alias.range?.[0] ?? 0);
      return visit.BREAK;
    },
  });
  return place;
}

function checked<S extends z.ZodType>(schema: S, data: unknown, written: Written): z.output<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const fieldGuide = createFieldGuide();
  const problems = result.error.issues
    .slice(0, lookedAt)
    .flatMap(concrete)
    .flatMap((issue) => oneForEachKey(issue, data, fieldGuide))
    .slice(0, lookedAt);
  throw manifestError(
    written.file,
    problems.map(({ path, code, problem }) => ({ ...placeAt(written, path), code, field: fieldName(path), problem })),
  );
}

type Issue = z.core.$ZodIssue;

/** "A name or an object" fails as a whole; people want to know what is wrong with the form that they chose. */
function concrete(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const chosen = issue.errors.find(
    (branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
  );
  if (chosen === undefined) return [issue];
  return chosen.flatMap((inner) => concrete({ ...inner, path: [...issue.path, ...inner.path] }));
}

type PathProblem = Pick<ManifestProblem, 'code' | 'problem'> & { readonly path: Path };

function oneForEachKey(issue: Issue, data: unknown, fieldGuide: ReturnType<typeof createFieldGuide>): PathProblem[] {
  const { path, message } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], code: 'UNKNOWN_FIELD', problem: fieldGuide(path, key) }));
    case 'invalid_type':
      return valueAt(data, path) === undefined
        ? [{ path, code: 'MISSING', problem: 'is missing' }]
        : [{ path, code: 'WRONG_TYPE', problem: `must be ${expected(issue.expected)}` }];
    case 'invalid_union':
      return [{ path, code: 'WRONG_TYPE', problem: 'must be a text or a mapping' }];
    case 'invalid_value':
      return [{ path, code: 'WRONG_VALUE', problem: `must be ${issue.values.map(String).join(' or ')}` }];
    case 'too_big':
      return [{ path, code: 'TOO_LARGE', problem: message }];
    default:
      return [{ path, code: 'WRONG_VALUE', problem: message }];
  }
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

/** Where the deepest part of the path stands that exists. */
function placeAt({ document, lines }: Written, path: Path): TextPlace {
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
  return placeIn(lines, offset);
}

function rangeStart(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}
