/** The macros of man(7). */
import type { PageWriter } from './page-writer.js';
import { argumentsOf, type RoffSource } from './roff-lines.js';
import { roffText } from './roff-text.js';
import { tableEnd, tableHtml } from './tbl.js';

const FONTS: Readonly<Record<string, string>> = { B: 'b', I: 'i', R: '', SM: '', SB: 'b' };

/** Requests that set type and no text. */
const SILENT =
  /^(?:TH|ad|na|hy|nh|ne|nr|ta|ti|in|ll|ps|vs|ft|fam|cc|ec|eo|tr|rm|rn|als|UC|AT|PD|DT|ul|bp|pl|po|rr|ss|cs|bd|lg|mk|rt|ns|rs|nop|so|EQ|EN|KS|KE|HP|IX|lf|ev|di|da|box|warn|do|color|gcolor|fcolor|mso|pc|shift|return|break|while|char|hc|hla|tm|ab|ex)$/;

export function writeManPage({ lines, strings }: RoffSource, writer: PageWriter): void {
  const html = (text: string): string => roffText(text, strings);
  /** What the next line is, when a macro takes a line instead of arguments. */
  let pending: 'term' | 'heading2' | 'heading3' | 'bold' | 'italic' | undefined;
  let address = '';
  let synopsis = false;

  function flow(rendered: string): void {
    const wanted = pending;
    pending = undefined;
    if (wanted === 'term') writer.term(rendered);
    else if (wanted === 'heading2') writer.heading(2, rendered);
    else if (wanted === 'heading3') writer.heading(3, rendered);
    else if (wanted === 'bold') writer.text(`<b>${rendered}</b>`);
    else if (wanted === 'italic') writer.text(`<i>${rendered}</i>`);
    else writer.text(rendered);
  }

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const macro = /^\.\s*([A-Za-z]+\b|[A-Z]+)\s*(.*)$/.exec(line);
    if (macro === null) {
      if (line.trim() === '') writer.paragraph();
      else if (!/^\./.test(line)) flow(html(line));
      continue;
    }
    const [, name = '', rest = ''] = macro;
    const given = argumentsOf(rest);
    if (/^(?:BR|RB|BI|IB|IR|RI)$/.test(name)) {
      flow(given.map((word, place) => inFont(html(word), FONTS[name.charAt(place % 2)] ?? '')).join(''));
    } else if (name in FONTS) {
      if (given.length > 0) flow(inFont(html(given.join(' ')), FONTS[name] ?? ''));
      else pending ??= name === 'I' ? 'italic' : 'bold';
    } else if (name === 'SH' || name === 'SS') {
      const depth = name === 'SH' ? 2 : 3;
      if (given.length > 0) writer.heading(depth, html(given.join(' ')));
      else pending = depth === 2 ? 'heading2' : 'heading3';
    } else if (/^(?:PP|P|LP)$/.test(name)) writer.endList();
    else if (name === 'TP' || name === 'TQ') pending = 'term';
    else if (name === 'IP') {
      const mark = given[0] === undefined ? '' : html(given[0]);
      if (mark === '') writer.paragraph();
      else writer.term(mark);
    } else if (name === 'RS') writer.indent();
    else if (name === 'RE') writer.dedent();
    else if (name === 'nf' || name === 'EX') writer.verbatim(true);
    else if (name === 'fi' || name === 'EE') writer.verbatim(false);
    else if (name === 'br') writer.lineBreak();
    else if (name === 'sp') writer.paragraph();
    else if (name === 'UR' || name === 'MT') address = given[0] ?? '';
    else if (name === 'UE' || name === 'ME') flow(`&lt;${html(address)}&gt;${html(given.join(''))}`);
    else if (name === 'SY') {
      writer.paragraph();
      synopsis = true;
      flow(`<b>${html(given.join(' '))}</b>`);
    } else if (name === 'YS') {
      if (synopsis) writer.paragraph();
      synopsis = false;
    } else if (name === 'OP')
      flow(`[<b>${html(given[0] ?? '')}</b>${given[1] === undefined ? '' : ` <i>${html(given[1])}</i>`}]`);
    else if (name === 'TS') {
      const end = tableEnd(lines, at);
      writer.block(tableHtml(lines.slice(at + 1, end), html));
      at = end;
    } else if (!SILENT.test(name) && given.length > 0) flow(html(given.join(' ')));
  }
}

function inFont(html: string, font: string): string {
  return font === '' || html === '' ? html : `<${font}>${html}</${font}>`;
}
