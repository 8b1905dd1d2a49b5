/** SQL conditions of filters: each holds when nothing is asked for. Expressions come from this code, never from input. */

const asked = (place: number, type: string): string => `$${String(place)}::${type}`;

/** One entry of the list at that place of the parameters. */
export function inList(expression: string, place: number): string {
  return `(${asked(place, 'text[]')} IS NULL OR ${expression} = ANY ($${String(place)}))`;
}

/** The text stands in it, in any case. */
export function contains(expression: string, place: number): string {
  return `(${asked(place, 'text')} IS NULL OR position(lower($${String(place)}) IN lower(${expression})) > 0)`;
}

/** At that time or later. */
export function since(expression: string, place: number): string {
  return `(${asked(place, 'timestamptz')} IS NULL OR ${expression} >= $${String(place)})`;
}
