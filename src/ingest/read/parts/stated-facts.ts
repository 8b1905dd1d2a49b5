/** What a file states about itself in its front matter: language, kind, release date, versions. Nothing is guessed. */
import { parseKind } from '../../naming/kind-from-name.js';
import { textField, type FrontMatter } from './front-matter.js';
import type { ReadFile } from '../page-reader.js';

export type StatedByFile = Pick<ReadFile, 'language' | 'kind' | 'releasedOn' | 'versions'>;

const KIND_FIELDS = ['documentKind', 'document_kind', 'docType', 'doc_type', 'doctype', 'kind', 'type'];
const RELEASE_FIELDS = ['releasedOn', 'released_on', 'releaseDate', 'release_date', 'release-date', 'released'];
const VERSION_FIELDS = ['applicable', 'appliesTo', 'applies_to', 'applies-to', 'versions', 'product_versions'];
/** A date of the page and no more: of the release only where the file is a release note. */
const DATE_FIELDS = ['date', 'publishDate', 'publish_date'];

export function statedFacts(frontMatter: FrontMatter): StatedByFile {
  const language = textField(frontMatter, 'language', 'lang', 'locale', 'Locale');
  const kind = KIND_FIELDS.map((field) => kindOf(frontMatter[field])).find((found) => found !== undefined);
  const dates = kind === 'RELEASE_NOTES' ? [...RELEASE_FIELDS, ...DATE_FIELDS] : RELEASE_FIELDS;
  const releasedOn = dates.map((field) => isoDate(frontMatter[field])).find((found) => found !== undefined);
  const versions = VERSION_FIELDS.map((field) => listOf(frontMatter[field])).find((found) => found.length > 0);
  return {
    ...(language !== undefined && /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(language) && { language }),
    ...(kind !== undefined && { kind }),
    ...(releasedOn !== undefined && { releasedOn }),
    ...(versions !== undefined && { versions }),
  };
}

function kindOf(value: unknown): ReadFile['kind'] {
  const texts = Array.isArray(value) ? (value as unknown[]) : [value];
  return texts
    .map((text) => (typeof text === 'string' ? parseKind(text) : undefined))
    .find((kind) => kind !== undefined);
}

/** `2025-05-05`, also with a time behind it; other spellings are not sure enough. */
function isoDate(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 10);
  const date = typeof value === 'string' ? /^\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?\s*$/.exec(value)?.[1] : undefined;
  return date !== undefined && !Number.isNaN(Date.parse(date)) ? date : undefined;
}

function listOf(value: unknown): string[] {
  const texts =
    typeof value === 'string' ? value.split(/\s*[,;]\s*/) : Array.isArray(value) ? (value as unknown[]) : [];
  return texts
    .filter((text) => typeof text === 'string' || typeof text === 'number')
    .map((text) => String(text).trim())
    .filter((text) => text !== '');
}
