/** What has a global id, by it. */
import { PassageGoneError } from '../errors.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { RequestContext } from './context.js';
import { chunkPermalink } from './permalink.js';
import type { NodeId } from './node-id.js';

export function loadNode({ type, key }: NodeId, { loaders }: RequestContext): Promise<object | null> {
  switch (type) {
    case 'Vendor':
      return loaders.vendor.load(key);
    case 'Product':
      return loaders.product.load(key);
    case 'Version':
      return loaders.version.load(key);
    case 'Document':
      return loaders.document.load(key);
    case 'IngestJob':
      return loaders.job.load(key);
    case 'IngestSource':
      return loaders.ingestSource.load(key);
    case 'DocumentFile':
      return loaders.file.load(key);
    case 'Page':
      return loaders.page.load(key);
    case 'Section':
      return loaders.section.load(key);
    case 'Passage':
      return loaders.passage.load(key);
    case 'Chunk':
      return loadChunk(key, loaders);
    case 'JobFile':
      return loaders.jobFile.load(key);
  }
}

/**
 * A key that is no more leads to the chunk that has its text.
 * @throws PassageGoneError when the text is gone; it names the nearest chunk.
 */
export async function loadChunk(
  key: string,
  loaders: Pick<RequestContext['loaders'], 'chunkByKey'>,
): Promise<ChunkRow | null> {
  const chunk = await loaders.chunkByKey.load(key);
  if (chunk?.isTextKept === false) {
    throw new PassageGoneError(`The passage ${key} is no longer in the document; the nearest text is ${chunk.key}.`, {
      key,
      nearest: chunk.key,
      permalink: chunkPermalink(chunk.key),
    });
  }
  return chunk;
}
