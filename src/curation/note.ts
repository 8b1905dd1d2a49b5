/** What curators and readers write beside what they do. */

/** Characters of a note, at most. */
export const LONGEST_NOTE = 2_000;
