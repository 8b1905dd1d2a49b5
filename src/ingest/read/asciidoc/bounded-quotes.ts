/** Bounds how deep quotes stand in quotes: Asciidoctor calls itself for each, until the stack ends and V8 may abort. */

/** Deeper quotes are noise; nobody writes more than three or four. */
const mostQuotes = 20;

const markers = new RegExp(`^((?:>[ \\t]?){${String(mostQuotes)}})[> \\t]+`, 'gm');

/** The text with the markers (`> `) of at most 20 quotes at the start of each line; what is quoted stays. */
export function withBoundedQuotes(text: string): string {
  return text.replace(markers, '$1');
}
