/** Which lists have views, and how close the rows of one stand. */
export type ViewedList = 'DOCUMENTS' | 'VERSIONS' | 'PRODUCTS' | 'VENDORS' | 'CHANGES' | 'PROPOSALS';

export type Density = 'COMFORTABLE' | 'COMPACT';
