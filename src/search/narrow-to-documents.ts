/** Limits a scope to documents by their names and languages. */
import type { DataSource } from 'typeorm';
import { documentLanguages, documentsCalled, documentSlugsLike } from '../store/queries/scope-documents.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { nearestNames } from './nearest.js';
import type { ScopeRequest, UnknownScope } from './request.js';

export interface NarrowedScope {
  /** `null` when nothing can match. */
  readonly index: IndexScope | null;
  readonly unknown: readonly UnknownScope[];
}

const lowerCase = (names: readonly string[]): string[] | null =>
  names.length === 0 ? null : names.map((name) => name.trim().toLowerCase());

/** Of names that no document of the scope has, those that look alike are told. */
export async function narrowToDocuments(
  dataSource: DataSource,
  index: IndexScope,
  { documents = [], languages = [] }: ScopeRequest,
): Promise<NarrowedScope> {
  if (documents.length + languages.length === 0) return { index, unknown: [] };
  const found = await documentsCalled(dataSource, index, lowerCase(documents), lowerCase(languages));
  const unknown: UnknownScope[] = [];
  if (found.length === 0) {
    // Each by itself: a document may be there in another language.
    for (const requested of documents) {
      if ((await documentsCalled(dataSource, index, lowerCase([requested]), null)).length > 0) continue;
      const slugs = await documentSlugsLike(dataSource, index, requested.toLowerCase());
      unknown.push({ kind: 'DOCUMENT', requested, nearest: nearestNames(requested, slugs) });
    }
    for (const requested of languages) {
      if ((await documentsCalled(dataSource, index, null, lowerCase([requested]))).length > 0) continue;
      unknown.push({ kind: 'LANGUAGE', requested, nearest: await documentLanguages(dataSource, index) });
    }
    return { index: null, unknown };
  }
  return { index: { ...index, documentIds: found.map(({ id }) => id) }, unknown };
}
