/** Manifests of GraphQL documents, as build tools of clients write them; the console's own is always one of them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { codeOf, ConfigError } from '../errors.js';

/** Written by the build of the console. */
const ofConsole = fileURLToPath(new URL('../../admin/persisted-documents.json', import.meta.url));

/** Of Apollo's tools. */
const apolloSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});
/** Of GraphQL Code Generator (`persistedDocuments`) and Relay: id → text. */
const plainSchema = z.record(z.string(), z.string());

const manifestSchema = z.union([
  apolloSchema.transform(({ operations }) => operations.map(({ id, body }): [string, string] => [id, body])),
  plainSchema.transform((documents) => Object.entries(documents)),
]);

function fault(path: string, what: string, cause: unknown): ConfigError {
  const problem = `PERSISTED_DOCUMENTS: ${path} ${what}`;
  return new ConfigError(`The settings are not usable:\n  - ${problem}`, { problems: [problem] }, { cause });
}

async function readManifest(path: string): Promise<[string, string][]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (path === ofConsole) return [];
    throw fault(path, `can't be read (${codeOf(error)})`, error);
  }
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw fault(
      path,
      'is no manifest: neither of the format apollo-persisted-query-manifest nor ids with texts',
      error,
    );
  }
}

/**
 * Texts by id, and by the SHA-256 of the text.
 * @throws ConfigError when a manifest can't be read.
 */
export async function readManifests(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const entries = (await Promise.all([ofConsole, ...paths].map(readManifest))).flat();
  const byHash = entries.map(([, text]): [string, string] => [createHash('sha256').update(text).digest('hex'), text]);
  return new Map([...entries, ...byHash]);
}
