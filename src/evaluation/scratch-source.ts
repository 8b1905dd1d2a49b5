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

function productNameOf({ metadata }: JudgedDocument, { name }: Collection): string {
  return metadata.product ?? name;
}

/** Product slug by the collection's product name. */
export function productsOf(collection: Collection): Map<string, string> {
  const names = new Set(collection.documents.map((document) => productNameOf(document, collection)));
  const slugOf = (name: string): string => `${collection.name}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return new Map([...names].map((name) => [name, slugOf(name)]));
}

/** Slugs are made from places in the collection, since its ids may be addresses. */
export async function writeScratchSource(collection: Collection, root: string): Promise<ScratchSource> {
  const idOf = new Map<string, string>();
  const productOf = productsOf(collection);
  const entries = new Map<string, Record<string, string>>();
  for (const [at, document] of collection.documents.entries()) {
    const name = productNameOf(document, collection);
    const product = productOf.get(name) ?? name;
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
