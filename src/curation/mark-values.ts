/** Marks of passages and pages as curators write them, checked. */
import { BadInputError } from '../errors.js';
import type { MarkEffect } from '../store/entities/mark-effect-kind.js';
import type { SettingValues } from '../store/writes/search-settings.js';
import { textOrNull } from './synonym-values.js';

const longestReason = 500;
const longestPassage = 100_000;
const lastPossiblePage = 1_000_000;

export interface MarkWish {
  readonly effect: MarkEffect;
  readonly product: string;
  readonly version?: string | null | undefined;
  readonly document: string;
  readonly chunkKey?: string | null | undefined;
  readonly passage?: string | null | undefined;
  readonly firstPage?: number | null | undefined;
  readonly lastPage?: number | null | undefined;
  readonly reason?: string | null | undefined;
}

function refuse(field: string, message: string): never {
  throw new BadInputError(message, { field });
}

/** @throws BadInputError naming the field. */
export function markValues(wish: MarkWish): SettingValues {
  const { effect, firstPage = null, lastPage = null } = wish;
  const passage = textOrNull('passage', wish.passage, longestPassage);
  const reason = textOrNull('reason', wish.reason, longestReason);
  if (effect === 'FLAG' && reason === null) refuse('reason', 'Say in `reason` what is wrong: readers see it.');
  if (passage === null && (firstPage === null || lastPage === null)) {
    refuse('firstPage', 'Name a passage, or `firstPage` and `lastPage`.');
  }
  if (passage !== null && (firstPage !== null || lastPage !== null)) {
    refuse('firstPage', 'A passage and pages exclude each other; leave one of them out.');
  }
  if (
    firstPage !== null &&
    lastPage !== null &&
    !(firstPage >= 1 && lastPage >= firstPage && lastPage <= lastPossiblePage)
  ) {
    refuse('lastPage', 'Pages are numbered from 1 on, and `lastPage` is not before `firstPage`.');
  }
  const place = {
    product: textOrNull('product', wish.product, 200) ?? refuse('product', '`product` is empty.'),
    version: textOrNull('version', wish.version, 200),
    document: textOrNull('document', wish.document, 200) ?? refuse('document', '`document` is empty.'),
  };
  const anchor = { chunk_key: textOrNull('chunkKey', wish.chunkKey, 500), passage };
  return { effect, ...place, ...anchor, first_page: firstPage, last_page: lastPage, reason };
}
