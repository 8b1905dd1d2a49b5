/** Who says what a product's versions should have. */
export type ExpectationOrigin = 'MANIFEST' | 'CURATOR';
