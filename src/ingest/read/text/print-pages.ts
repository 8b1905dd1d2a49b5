/** Text that was laid out for a printer, as RFCs are: the running lines around its page breaks go, their numbers stay. */

const FOOTER = /\[Page (\d{1,5})\]\s*$/;

/** Turns each footer, form feed and running header into a form feed with the page's label, as `takePageMarks` reads it. */
export function withoutRunningLines(text: string): string {
  if (!text.includes('\f') || !/\[Page \d+\]/.test(text)) return text;
  const pages = text.split('\f').map((page) => page.split('\n'));
  const headers = pages.slice(1).map((lines) => lines.find((line) => line.trim() !== '')?.trim() ?? '');
  const running = new Set(headers.filter((line, at) => line !== '' && headers.indexOf(line) !== at));
  return pages
    .map((lines, at) => {
      const footer = lines.findLastIndex((line) => line.trim() !== '');
      const number = FOOTER.exec(lines[footer] ?? '')?.[1];
      const first = lines.findIndex((line) => line.trim() !== '');
      const isRunning = at > 0 && running.has((lines[first] ?? '').trim());
      const kept = lines.filter(
        (_, place) => !(isRunning && place === first) && !(number !== undefined && place === footer),
      );
      const label = number === undefined ? '' : `[page ${number}]\n`;
      return `${label}${kept.join('\n').replace(/^\n+|\s+$/g, '')}\n`;
    })
    .join('\f');
}
