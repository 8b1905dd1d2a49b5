/** Says what the words of a query name: it comes first, and limits nothing. */
import { z } from 'zod';
import type { SearchData } from './operations.js';
import { oneLine } from './untrusted-text.js';
import { describeVersions, formatVersion, versionResolutionSchema } from './version-contract.js';

export const namedScopeSchema = z
  .object({
    products: z.array(z.string()),
    versions: z.array(versionResolutionSchema),
    strictQuery: z.string().describe('The query that searches nothing else'),
  })
  .describe('What the words of the query name: its passages come first, others follow');

type NamedScope = z.infer<typeof namedScopeSchema>;

export function describeNamed({ strictQuery, products, versions }: NonNullable<SearchData['namedScope']>): NamedScope {
  return {
    products: products.map(({ slug }) => slug),
    versions: describeVersions(versions),
    strictQuery: oneLine(strictQuery),
  };
}

export function formatNamed({ products, versions, strictQuery }: NamedScope): string[] {
  return [
    `named in the query: ${products.join(', ')}; its passages come first, others follow. To search only there: ${strictQuery}`,
    ...versions.map(formatVersion),
  ];
}
