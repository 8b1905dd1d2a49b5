/** Says which version was asked for and which one answers; a version that is not there is never replaced silently. */
import { z } from 'zod';
import type { UnknownScopeData, VersionResolutionData } from './operations.js';
import { oneLine } from './untrusted-text.js';

export const versionResolutionSchema = z.object({
  requested: z.string().describe('Version as asked for'),
  match: z
    .enum(['EXACT', 'ALIAS', 'LATEST', 'SERIES', 'NONE'])
    .describe(
      'How it was found; SERIES means that the newest version of that series answers (1.12 as 1.12.2), NONE means that the library does not hold it and nothing was searched in its place',
    ),
  product: z.string().optional(),
  served: z.string().optional().describe('Label of the version that answers; absent when match is NONE'),
  others: z
    .array(z.string())
    .optional()
    .describe('Other versions of that series, newest first; only when match is SERIES'),
  nearest: z
    .array(z.object({ product: z.string(), version: z.string() }))
    .optional()
    .describe('Versions that exist, nearest first; only when match is NONE'),
});

export const unknownScopeSchema = z.object({
  kind: z.string().describe('VENDOR, PRODUCT, KIND, DOCUMENT or LANGUAGE'),
  requested: z.string(),
  nearest: z.array(z.string()).describe('Names that exist and look alike, best first'),
});

type VersionResolution = z.infer<typeof versionResolutionSchema>;
type UnknownScope = z.infer<typeof unknownScopeSchema>;

export function describeVersions(versions: readonly VersionResolutionData[]): VersionResolution[] {
  return versions.map((version) => ({
    requested: oneLine(version.requested),
    match: version.match,
    ...(version.product !== null && { product: version.product.slug }),
    ...(version.served !== null && { served: oneLine(version.served.label) }),
    ...(version.others.nodes.length > 0 && { others: version.others.nodes.map(({ label }) => oneLine(label)) }),
    ...(version.nearest.length > 0 && {
      nearest: version.nearest.map(({ label, product }) => ({ product: product.slug, version: oneLine(label) })),
    }),
  }));
}

export function describeUnknown(unknown: readonly UnknownScopeData[]): UnknownScope[] {
  return unknown.map(({ kind, requested, nearest }) => ({
    kind,
    requested: oneLine(requested),
    nearest: nearest.map(oneLine),
  }));
}

export function formatVersion(version: VersionResolution): string {
  const product = version.product === undefined ? '' : ` of ${version.product}`;
  if (version.match !== 'NONE') {
    const others = version.others === undefined ? '' : `; other versions of that series: ${version.others.join(', ')}`;
    return `version: requested "${version.requested}", served ${version.served ?? '?'}${product} (match ${version.match})${others}`;
  }
  const nearest = version.nearest?.map((near) =>
    near.product === version.product ? near.version : `${near.product} ${near.version}`,
  );
  return (
    `version: requested "${version.requested}"${product} is not in the library (match NONE); no other version was searched in its place.` +
    (nearest === undefined ? '' : ` Nearest that exist: ${nearest.join(', ')}.`)
  );
}

export function formatUnknown(unknown: UnknownScope): string {
  const kind = unknown.kind.toLowerCase();
  const nearest =
    unknown.nearest.length === 0
      ? 'Call list_library for the names that exist.'
      : `Nearest that exist: ${unknown.nearest.join(', ')}.`;
  return `unknown ${kind}: the library holds no ${kind} "${unknown.requested}". ${nearest}`;
}
