/** Tables as tbl(1) describes them. */

/** Place of the line that ends the table; the last line's if none does. */
export function tableEnd(lines: readonly string[], start: number): number {
  const end = lines.findIndex((line, at) => at > start && /^\.TE\b/.test(line));
  return end < 0 ? lines.length : end;
}

/** @param lines between `.TS` and `.TE`. */
export function tableHtml(lines: readonly string[], html: (text: string) => string): string {
  const options = lines[0]?.trim().endsWith(';') === true ? lines[0] : '';
  const separator = /\btab\s*\((.)\)/.exec(options)?.[1] ?? '\t';
  const body = lines.slice(options === '' ? 0 : 1);
  const formatEnd = body.findIndex((line) => line.trim().endsWith('.'));
  const rows: string[][] = [];
  let cell: string[] | undefined;
  for (const line of body.slice(formatEnd + 1)) {
    if (/^(?:\.|[_=]+$)/.test(line) && cell === undefined) continue;
    if (cell !== undefined) {
      const end = /^T\}(.*)$/.exec(line);
      if (end === null) {
        if (!line.startsWith('.')) cell.push(line);
        continue;
      }
      const row = rows.at(-1) ?? [];
      row[row.length - 1] = cell.join(' ');
      cell = undefined;
      const more = (end[1] ?? '').split(separator).slice(1);
      row.push(...more);
      if (row.at(-1) === 'T{') cell = [];
      continue;
    }
    const row = line.split(separator);
    rows.push(row);
    if (row.at(-1) === 'T{') cell = [];
  }
  return rowsHtml(rows.map((row) => row.map((one) => html(one.replace(/^\\_$|^_$|^=$/, '')))));
}

/** @param rows cells as HTML. */
export function rowsHtml(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<td>${cell.trim()}</td>`).join('');
  return `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`;
}
