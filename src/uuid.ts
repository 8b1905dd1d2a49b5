/** Keys of rows, as they stand in ids that clients send back. */

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether Postgres takes the text as a value of its type `uuid`. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
