/** Places of passages, for tests of the stages that rank them. */
import type { Occurrence } from '../../src/store/queries/occurrences.js';

/** In the file `guide` of version 1, unless said otherwise. */
export function occurrence(passageId: number, said: Partial<Occurrence> = {}): Occurrence {
  return {
    passageId,
    chunkId: passageId,
    productId: 'gate',
    versionId: '1',
    versionOrder: '1',
    preview: false,
    documentId: 'guide',
    documentSlug: 'guide',
    kind: 'GUIDE',
    fileStem: 'guide',
    headingPath: ['Guide', String(passageId)],
    position: passageId,
    isPaginated: false,
    ...said,
  };
}
