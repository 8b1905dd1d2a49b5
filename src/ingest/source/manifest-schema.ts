/** What `library.yaml` may say. `schemas/library.schema.json` is printed from here; `docs/library-yaml.md` explains it. */
import { z } from 'zod';
import { mostGlobCharacters, mostGlobs } from '../files/glob.js';
import { DOCUMENT_KINDS } from '../../store/entities/document-kind.js';
import { parseKind } from '../naming/kind-from-name.js';

/** Texts that look like numbers (`version: 3.30`) are read as they are written, so editors must allow them too. */
const text = z.string().trim().min(1, 'must not be empty').meta({ orNumber: true });

const slug = z
  .string()
  .regex(/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}._-]*$/u, 'must be lower case letters, digits, dots and hyphens')
  .meta({ orNumber: true, description: 'Part of keys and addresses: lower case letters, digits, dots and hyphens.' });

const date = z.iso.date('must be a date like 2025-05-05').meta({ description: 'A date like 2025-05-05.' });

const aliases = z.array(text).meta({ description: 'Other names that people ask for.' });

const named = z.strictObject({ slug: slug.optional(), name: text });

const vendor = z
  .union([text, named])
  .meta({ description: 'Who publishes: a name, or `{ slug, name }`. The slug is made from the name unless given.' });

const product = z
  .union([text, named.extend({ aliases: aliases.optional() })])
  .meta({ description: 'A name, or `{ slug, name, aliases }`. A product slug is unique in the whole library.' });

const version = z
  .union([
    text,
    z.strictObject({
      label: text.meta({ description: 'As the vendor writes it: `12.5(1)SU4`.' }),
      slug: slug.optional(),
      aliases: aliases.optional(),
      releasedOn: date.optional(),
      endOfLife: date.optional(),
      preview: z
        .literal(['true', 'false'])
        .optional()
        .meta({ orBoolean: true, description: 'Never served as `latest`.' }),
    }),
  ])
  .meta({
    description: 'A label, or `{ label, slug, aliases, releasedOn, endOfLife, preview }`. Default: `unversioned`.',
  });

const kind = z
  .string()
  .refine(
    (given) => parseKind(given) !== undefined,
    `must be a document kind: ${DOCUMENT_KINDS.map((name) => name.toLowerCase().replaceAll('_', '-')).join(', ')}`,
  )
  .meta({
    description:
      'guide, admin-guide, developer-guide, cli-reference, api-reference, release-notes, installation, troubleshooting or other. Default: told from the names of folders and files.',
  });

const globs = z
  .array(
    z
      .string()
      .min(1, 'must not be empty')
      .max(mostGlobCharacters, `must have ${String(mostGlobCharacters)} characters at most`),
  )
  .max(mostGlobs, `must list ${String(mostGlobs)} globs at most`)
  .meta({ description: 'Globs relative to `path`, such as `**/*.md`.' });

/** UTF-16 units of a manifest that is given as a text or handed out as one: what a request can carry. In a file it may be longer. */
export const mostManifestText = 262_144;

/** Entries of a manifest or a listing. */
export const mostEntries = 10_000;
export const tooManyEntries = `must list ${String(mostEntries)} entries at most; split it`;

const facts = {
  kind: kind.optional(),
  licence: text.optional().meta({ description: 'SPDX id or name of the licence that the text is under.' }),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or pt-BR')
    .optional()
    .meta({ description: 'BCP 47 tag, such as `en`.' }),
  sourceUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  include: globs.optional(),
  exclude: globs.optional(),
};

const entry = z.strictObject({
  path: z.string().min(1).meta({ description: 'A folder or file, relative to the manifest and below it.' }),
  vendor: vendor.optional(),
  product: product.optional(),
  version: version.optional(),
  document: text.optional().meta({ description: 'Makes all files under `path` one document with this name.' }),
  note: z.string().optional().meta({ description: 'For people; read by nobody else.' }),
  ...facts,
});

const expectation = z.strictObject({
  product: product.optional().meta({ description: 'Whose versions; the one of `defaults` if left out.' }),
  kinds: z.array(kind).min(1, 'must name at least one kind').meta({ description: 'Kinds of documents.' }),
  from: text.optional().meta({ description: 'Oldest version that should have them; all older ones too if left out.' }),
  to: text.optional().meta({ description: 'Newest version that should have them; all newer ones too if left out.' }),
  note: text.optional().meta({ description: 'Why; shown where something is missing.' }),
});

export const manifestSchema = z
  .strictObject({
    vendor: vendor.optional(),
    defaults: z
      .strictObject({ product: product.optional(), version: version.optional(), ...facts })
      .optional()
      .meta({ description: 'Holds for every entry that does not say otherwise.' }),
    expects: z
      .array(expectation)
      .max(mostEntries, tooManyEntries)
      .optional()
      .meta({ description: 'What versions should have; coverage tells what is missing.' }),
    entries: z.array(entry).min(1, 'must list at least one entry').max(mostEntries, tooManyEntries),
  })
  .meta({ title: 'library.yaml', description: 'Maps folders of documentation to vendor, product and version.' });

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestEntry = Manifest['entries'][number];

/** The JSON Schema of `library.yaml`, for editors. */
export function manifestJsonSchema(): unknown {
  return z.toJSONSchema(manifestSchema, {
    target: 'draft-07',
    io: 'input',
    override({ jsonSchema }) {
      const { orNumber, orBoolean } = jsonSchema;
      delete jsonSchema['orNumber'];
      delete jsonSchema['orBoolean'];
      if (orNumber === true) jsonSchema.type = ['string', 'number'];
      if (orBoolean === true) Object.assign(jsonSchema, { type: 'boolean', enum: [true, false] });
    },
  });
}
