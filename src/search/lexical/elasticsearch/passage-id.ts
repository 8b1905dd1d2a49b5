/** Tells the documents of an index that are passages from those that something else has written to it. */

/** Largest `integer` of Postgres. */
const largest = 2 ** 31 - 1;

/** Number of the passage that a document is; null where its id is none. */
export function passageIdOf(documentId: string | undefined): number | null {
  const passageId = Number(documentId);
  return Number.isInteger(passageId) && passageId > 0 && passageId <= largest ? passageId : null;
}
