/** Lays a judged collection out as a source that the normal ingest reads: one document a folder, product by product. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Collection, JudgedDocument } from './collection.js';

export interface ScratchSource {
  /** Listing (JSON) to ingest. */
  readonly manifest: string;
  readonly root: string;
  /** Id in the collection by document slug. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Product slug by the collection's product name. */
  readonly productOf: ReadonlyMap<string, string>;
}

function withTitle(document: JudgedDocument): string {
  const hasOwn = document.text.startsWith('---') || /^#\s/.test(document.text);
  return hasOwn || document.title === ''
    ? document.text
    : `---\n${stringify({ title: document.title })}---\n\n${document.text}`;
}

/** Slugs are made from places in the collection, since its ids may be addresses. */
export async function writeScratchSource(collection: Collection, root: string): Promise<ScratchSource> {
  const idOf = new Map<string, string>();
  const productOf = new Map<string, string>();
  const entries = new Map<string, Record<string, string>>();
  for (const [at, document] of collection.documents.entries()) {
    const name = document.metadata.product ?? collection.name;
    const product = `${collection.name}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    productOf.set(name, product);
    const path = `${product}/all`;
    entries.set(product, {
      vendor: (document.metadata.vendor ?? 'evaluation').toLowerCase().replace(/[^a-z0-9]+/g, '-'),
      vendorName: document.metadata.vendor ?? 'Evaluation',
      product,
      productName: name,
      version: document.metadata.version ?? 'unversioned',
      path,
    });
    const slug = `d${String(at)}`;
    idOf.set(slug, document._id);
    await mkdir(join(root, path, slug), { recursive: true });
    await writeFile(join(root, path, slug, `${slug}.md`), withTitle(document));
  }
  const manifest = join(root, 'listing.json');
  await writeFile(manifest, JSON.stringify([...entries.values()]));
  return { manifest, root, idOf, productOf };
}
