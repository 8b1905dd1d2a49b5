/** What Microsoft Learn adds to Markdown: zones, images, tabs and marked quotes, as plain Markdown. */
import { scanLines } from '../parts/lines.js';

const ANY = /:::|\[!(?:div|video)|\]\(#tab\/|<xref:/i;
const IMAGE = /:::[ \t]*image[ \t]([^\n]*?):::/gi;
const NO_LOC = /:::[ \t]*no-loc[ \t]+text="([^"\n]*)"[ \t]*:::/gi;
const XREF = /<xref:([^\s<>?]+)[^<>]*>/g;
/** Their range or pivot says whom the text is for. */
const ZONE = /^([ \t>]*):::[ \t]*(?:zone|moniker)[ \t]+(?:pivot|range|target)="([^"\n]*)"[ \t]*(?::::)?[ \t]*$/i;
const LAYOUT =
  /^[ \t>]*:::[ \t]*(?:(?:zone|moniker|image|row|column)-end|row|column(?:[ \t]+span="\d+")?|video[ \t][^\n]*)[ \t]*(?::::)?[ \t]*$/i;
const TAB = /^([ \t]*)#{1,6}[ \t]+\[([^\]\n]+)\]\(#tab\/[^)\n]*\)[ \t]*$/;
const DIV = /^[ \t]*>[ \t]*\[!div\b[^\]\n]*\][ \t]*$/i;
const VIDEO = /\[!video[ \t]+(\S+?)\]/gi;

/** Text without any of these marks stays as it is, letter by letter. */
export function plainLearnMarks(markdown: string): string {
  if (!ANY.test(markdown)) return markdown;
  const result: string[] = [];
  let inTabs = false;
  let inDiv = false;
  for (const { text, inCode } of scanLines(markdown)) {
    inDiv &&= /^[ \t]*>/.test(text);
    if (inCode) {
      result.push(text);
      continue;
    }
    const tab = TAB.exec(text);
    const zone = ZONE.exec(text);
    if (tab !== null) result.push('', `${tab[1] ?? ''}**${tab[2] ?? ''}**`, '');
    else if (zone !== null) result.push('', `${zone[1] ?? ''}**${zone[2] ?? ''}**`, '');
    else if (LAYOUT.test(text)) result.push('');
    else if (DIV.test(text)) inDiv = true;
    else if (inTabs && /^[ \t]*(?:-{3,}|\*{3,})[ \t]*$/.test(text)) result.push('');
    else result.push(plainLine(inDiv ? text.replace(/^[ \t]*>[ \t]?/, '') : text));
    inTabs = (inTabs || tab !== null) && !/^[ \t]*(?:-{3,}|\*{3,})[ \t]*$/.test(text);
  }
  return result.join('\n');
}

function plainLine(text: string): string {
  return text
    .replace(IMAGE, (_, given: string) => {
      const value = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(given)?.[1] ?? '';
      return `![${value('alt-text')}](${value('source')})`;
    })
    .replace(NO_LOC, '$1')
    .replace(VIDEO, '<$1>')
    .replace(XREF, (_, uid: string) => `\`${uid}\``);
}
