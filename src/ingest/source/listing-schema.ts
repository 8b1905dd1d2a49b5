/** A listing: a JSON array that says of each folder whose it is, flat, one object per version. Unknown keys are ignored. */
import { z } from 'zod';
import { mostEntries, tooManyEntries, type ManifestEntry } from './manifest-schema.js';

const text = z.string().trim().min(1, 'must not be empty');

const listingEntry = z.object({
  path: z.string().min(1),
  vendor: text,
  vendorName: text.optional(),
  product: text,
  productName: text.optional(),
  version: text,
  aliases: z.array(text).optional(),
  releasedOn: z.iso.date('must be a date like 2025-05-05').optional(),
  licence: text.optional(),
  language: text.optional(),
  sourceUrl: text.optional(),
});

export const listingSchema = z
  .array(listingEntry)
  .min(1, 'must list at least one entry')
  .max(mostEntries, tooManyEntries);

/** The same in the words of `library.yaml`. `aliases` are the version's. */
export function entryFromListing(listed: z.infer<typeof listingEntry>): ManifestEntry {
  const { path, vendor, vendorName, product, productName, version, aliases, releasedOn, ...facts } = listed;
  return {
    path,
    vendor: vendorName === undefined ? vendor : { slug: vendor, name: vendorName },
    product: productName === undefined ? product : { slug: product, name: productName },
    version: { label: version, ...(aliases && { aliases }), ...(releasedOn && { releasedOn }) },
    ...facts,
  };
}
