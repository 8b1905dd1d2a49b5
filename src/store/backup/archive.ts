/**
 * The form of a backup: a gzipped tar that begins with `manifest.json`, holds every table as pages of JSON lines, and
 * ends with `checksums.json`, without which it is not whole. Any tar can open it.
 */
import { z } from 'zod';

export const FORMAT = 'mcdewey-backup';
/** Rises when an older program could not read the archive. */
export const FORMAT_VERSION = 1;

export const MANIFEST = 'manifest.json';
export const CHECKSUMS = 'checksums.json';

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.number().int(),
  program: z.string(),
  createdAt: z.string(),
  /** The migrations that made the tables, oldest first. */
  migrations: z.array(z.string()),
  /** The embedding model whose vectors it holds. */
  model: z.object({ name: z.string(), dimensions: z.number().int() }).nullable(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const checksumsSchema = z.object({
  /** SHA-256 of every entry, hex, by name. */
  entries: z.record(z.string(), z.string()),
  /** Rows by table. */
  rows: z.record(z.string(), z.number().int()),
});

export type Checksums = z.infer<typeof checksumsSchema>;

/** Name of a page of a table. */
export function pageName(table: string, page: number): string {
  return `tables/${table}/${String(page).padStart(6, '0')}.jsonl`;
}

/** Table of a page, or null when the entry is none. */
export function tableOfPage(name: string): string | null {
  return /^tables\/([^/]+)\/\d+\.jsonl$/.exec(name)?.[1] ?? null;
}
