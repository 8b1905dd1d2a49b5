/** What has a global id, by it. */
import type { RequestContext } from './context.js';
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
      return loaders.chunk.load(key);
    case 'JobFile':
      return loaders.jobFile.load(key);
  }
}
