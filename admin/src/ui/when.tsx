/** A time as people say it; the exact one, in the reader's zone, when pointed at. */
import type { JSX } from 'react';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 14],
];

/** "2 minutes ago", "in 3 days"; a day where it is further away. */
export function fromNow(at: Date, now = new Date()): string {
  let amount = (at.getTime() - now.getTime()) / 1_000;
  for (const [unit, most] of steps) {
    if (Math.abs(amount) < most) return relative.format(Math.round(amount), unit);
    amount /= most;
  }
  return day.format(at);
}

/** In the reader's zone. */
export const exactly = (at: Date): string => exact.format(at);

export function When({ at }: { readonly at: string }): JSX.Element {
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactly(date)}>
      {fromNow(date)}
    </time>
  );
}
