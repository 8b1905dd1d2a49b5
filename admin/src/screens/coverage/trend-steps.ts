/** A line of days on which something changed, as points of a drawing: what was there stays until the next change. */

export interface CountedDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly documents: number;
}

export interface DrawingSize {
  readonly width: number;
  readonly height: number;
}

/** Room for the line's own thickness. */
const margin = 2;

/**
 * @param days oldest first, one at least.
 * @param now where the line ends, in milliseconds since 1970.
 * @returns points of a polyline; zero stands at the bottom.
 */
export function stepsOf(days: readonly CountedDay[], { width, height }: DrawingSize, now: number): string {
  const times = days.map(({ day }) => Date.parse(day));
  const begins = Math.min(...times);
  const span = Math.max(1, now - begins);
  const most = Math.max(1, ...days.map(({ documents }) => documents));
  const x = (time: number): string => (margin + ((width - 2 * margin) * (time - begins)) / span).toFixed(1);
  const y = (documents: number): string => (height - margin - ((height - 2 * margin) * documents) / most).toFixed(1);
  const points = days.flatMap(({ documents }, at) => [
    `${x(times[at] ?? begins)},${y(documents)}`,
    `${x(times[at + 1] ?? Math.max(now, begins))},${y(documents)}`,
  ]);
  return points.join(' ');
}
