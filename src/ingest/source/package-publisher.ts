/** Who publishes a package. */
import type { PlannedVendor } from './plan.js';
import { slugOf } from '../../slug.js';

export interface PackageFacts {
  readonly name: string;
  readonly author?: unknown;
  readonly maintainers?: unknown;
  readonly repository?: unknown;
}

/** The scope, else the owner of the repository, else the author or first maintainer, else the package itself. */
export function publisherOf(facts: PackageFacts): PlannedVendor {
  const maintainer: unknown = Array.isArray(facts.maintainers) ? facts.maintainers[0] : facts.maintainers;
  const name =
    /^@([^/]+)\//.exec(facts.name)?.[1] ??
    ownerOf(facts.repository) ??
    personName(facts.author) ??
    personName(maintainer) ??
    facts.name;
  return { slug: slugOf(name), name };
}

/** `github:owner/name`, `owner/name`, `git+https://host/owner/name.git`, or `{ url }`. */
function ownerOf(repository: unknown): string | undefined {
  const url = textIn(repository, 'url');
  if (url === undefined) return undefined;
  return (
    /^(?:\w+:)?([\w.-]+)\/[\w.-]+$/.exec(url)?.[1] ??
    /[/@:][\w.-]+\.[a-z]{2,}(?::\d+)?[/:]([\w.-]+)\/[^/]/i.exec(url)?.[1]
  );
}

/** `Name <mail> (site)` or `{ name }`. */
function personName(person: unknown): string | undefined {
  const name = textIn(person, 'name')
    ?.replace(/\s*[<(].*$/, '')
    .trim();
  return name === '' ? undefined : name;
}

function textIn(value: unknown, field: string): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !(field in value)) return undefined;
  const text: unknown = Object.entries(value).find(([name]) => name === field)?.[1];
  return typeof text === 'string' ? text : undefined;
}
