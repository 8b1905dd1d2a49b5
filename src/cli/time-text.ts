/** A time as commands print it, whether the answer came from this process or another one. */
export function timeText(time: Date | string): string {
  return new Date(time).toISOString();
}
