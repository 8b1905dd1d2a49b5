/**
 * For whom something is. Each audience sees what is for those before it, too; the place in the list is the number that the
 * database keeps.
 */
export const AUDIENCES = ['PUBLIC', 'READERS', 'CURATORS'] as const;

/** `READERS` are those who signed in or have a key. */
export type Audience = (typeof AUDIENCES)[number];

export function audienceNumber(audience: Audience): number {
  return AUDIENCES.indexOf(audience);
}
