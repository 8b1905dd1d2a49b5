/** Says what of a query nothing in its scope holds, and where it is. */
import { z } from 'zod';
import type { SearchData } from './operations.js';
import { oneLine } from './untrusted-text.js';

export const missingTermSchema = z.object({
  text: z.string().describe('Name, phrase or rare word of the query'),
  foundIn: z
    .array(z.object({ product: z.string(), versions: z.array(z.string()) }))
    .describe('Where outside the scope it is; empty when the library does not hold it'),
});

type MissingTerm = z.infer<typeof missingTermSchema>;

export function describeMissing(terms: SearchData['missingTerms']): MissingTerm[] {
  return terms.map(({ text, foundIn }) => ({
    text: oneLine(text),
    foundIn: foundIn.map(({ product, versions }) => ({
      product: product.slug,
      versions: versions.map(({ label }) => oneLine(label)),
    })),
  }));
}

export function formatMissing({ text, foundIn }: MissingTerm): string {
  const places = foundIn.map(({ product, versions }) => `${product} ${versions.join(', ')}`);
  const where = places.length === 0 ? 'The library does not hold it.' : `It is in: ${places.join('; ')}.`;
  return `not here: no passage of this scope holds "${text}". ${where}`;
}
