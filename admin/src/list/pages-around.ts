/** Which numbers of pages a list offers. */

/** The first, the last, and those around the one that is shown; 0 stands for a gap. */
export function pagesAround(page: number, last: number): number[] {
  const near = [1, page - 1, page, page + 1, last].filter((at) => at >= 1 && at <= last);
  const sorted = [...new Set(near)].sort((left, right) => left - right);
  return sorted.flatMap((at, index) => {
    const before = sorted[index - 1];
    return before !== undefined && at - before > 1 ? [0, at] : [at];
  });
}
