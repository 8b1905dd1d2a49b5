/** Where a thing is edited. */
import type { SubjectKind } from './curated-fields.js';

const places: Readonly<Record<SubjectKind, string>> = {
  VENDOR: '/vendors',
  PRODUCT: '/products',
  VERSION: '/versions',
  DOCUMENT: '/documents',
};

/** @param path slugs joined by `/` */
export const editAddress = (kind: SubjectKind, path: string): string => `${places[kind]}/${path}`;
