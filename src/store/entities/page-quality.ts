/** How far the text of a page can be trusted. */

export const PAGE_QUALITIES = ['TEXT', 'BLANK', 'PARTIAL', 'UNMAPPED', 'NO_TEXT_LAYER', 'RECOGNISED'] as const;

export type PageQuality = (typeof PAGE_QUALITIES)[number];

/** Something stands on these pages, and it can't be searched or cited. */
export const WITHOUT_TEXT: readonly PageQuality[] = ['NO_TEXT_LAYER', 'UNMAPPED'];
