/** What an ingest is asked for: where the documentation is and what is known of it. Stored with the source, to run it again. */
import { z } from 'zod';
import { BadInputError } from '../../errors.js';
import { DOCUMENT_KINDS } from '../../store/entities/document-kind.js';
import { SOURCE_KINDS, type SourceKind } from '../../store/entities/source-kind.js';
import { isUnfitText } from '../../unfit-text.js';
import { mostManifestText } from './manifest-schema.js';

const plain = z.string().refine((text) => !isUnfitText(text), 'must not hold control characters');
const name = plain.trim().min(1).max(200);

/** Names for what the location itself does not say. With `product`, it holds versions; with `version` too, it is one. */
const optionsSchema = z.strictObject({
  vendor: name.optional(),
  product: name.optional(),
  version: name.optional(),
  /** Makes everything one document. */
  document: name.optional(),
  kind: z.enum(DOCUMENT_KINDS).optional(),
  licence: name.optional(),
  language: name.optional(),
  /** Absolute path of a `library.yaml` or JSON listing elsewhere; its paths are relative to the location. */
  manifest: plain.optional(),
  /** Text of a `library.yaml` that describes the location in place of its own. Other names don't count then. */
  manifestText: plain.max(mostManifestText, `must have ${String(mostManifestText)} characters at most`).optional(),
  /** Of a site. */
  maxPages: z.int().min(1).max(50_000).optional(),
});

/** Sources that are folders when they are planned. */
const describable: readonly SourceKind[] = ['FOLDER', 'ARCHIVE', 'UPLOAD', 'GIT'];

const requestSchema = z
  .strictObject({
    kind: z.enum(SOURCE_KINDS),
    location: plain.min(1).max(4_096),
    options: optionsSchema,
    /** Of an upload that was sent in two steps: the file that takes the place of the one before under this location. */
    upload: z.uuid().optional(),
    /** Much of what came from there before may be archived. Holds for one run; the source does not remember it. */
    allowArchive: z.boolean().optional(),
  })
  .refine(({ kind, options: { manifestText } }) => manifestText === undefined || describable.includes(kind), {
    path: ['options', 'manifestText'],
    message: 'a site or installed packages are not described by a manifest',
  })
  .refine(({ options: { manifest, manifestText } }) => manifest === undefined || manifestText === undefined, {
    path: ['options', 'manifestText'],
    message: 'a manifest is named already; give one of the two',
  });

export type IngestRequest = z.infer<typeof requestSchema>;
export type IngestOptions = IngestRequest['options'];

/** @throws BadInputError naming every fault. */
export function parseIngestRequest(given: unknown): IngestRequest {
  const parsed = requestSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new BadInputError(`The ingest can't be started: ${problems.join('; ')}`, { problems });
}

/** The text of a manifest that a request, as a source or a job keeps it, came with; null where there was none. */
export function manifestTextOf(kept: unknown): string | null {
  const parsed = requestSchema.safeParse(kept);
  return parsed.data?.options.manifestText ?? null;
}

/** What a person or a client asked for, with the kind told from the location unless it is given; nulls are left out. */
export function requestOf(
  kind: SourceKind | undefined,
  location: string,
  { allowArchive, ...options }: Readonly<Record<string, unknown>>,
): IngestRequest {
  const given = Object.entries(options).filter(([, value]) => value !== null && value !== undefined);
  return parseIngestRequest({
    kind: kind ?? kindOf(location),
    location,
    options: Object.fromEntries(given),
    ...(allowArchive !== null && allowArchive !== undefined && { allowArchive }),
  });
}

function kindOf(location: string): SourceKind {
  if (/^(git\+|git@|git:|ssh:|file:)/.test(location) || /^https?:.*\.git(#.*)?$/.test(location)) return 'GIT';
  if (/^https?:/.test(location)) return 'SITE';
  if (/\.(zip|tar|tgz|tar\.gz)$/i.test(location)) return 'ARCHIVE';
  return 'FOLDER';
}
