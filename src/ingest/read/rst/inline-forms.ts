/** The forms in which running text is given: Markdown, or plain. */

export interface Form {
  text(text: string): string;
  code(text: string): string;
  link(text: string, url: string): string;
  strong(text: string): string;
  escaped(character: string): string;
}

export const PLAIN: Form = {
  text: (text) => text,
  code: (text) => text,
  link: (text) => text,
  strong: (text) => text,
  escaped: (character) => character,
};

export const MARKDOWN: Form = {
  /** Underscores mean nothing in reStructuredText. */
  text: (text) =>
    text.includes('_') ? text.replace(/(?<![\p{L}\p{N}_\\])_+(?=\S)/gu, (run) => '\\_'.repeat(run.length)) : text,
  code(text) {
    const shown = text.replace(/\s+/g, ' ');
    const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    const space = /^`|`$/.test(shown) ? ' ' : '';
    return `${fence}${space}${shown}${space}${fence}`;
  },
  link(text, url) {
    const shown = text.replace(/\s+/g, ' ').replace(/[[\]]/g, '\\$&');
    return /^(?:https?|mailto|ftp):/i.test(url) ? `[${shown}](${/[()\s]/.test(url) ? `<${url}>` : url})` : shown;
  },
  strong: (text) => `**${text}**`,
  escaped: (character) => (/[*_`[\]<\\#|]/.test(character) ? `\\${character}` : character),
};

/** Without backslashes; blanks behind them go too. */
export function unescaped(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\([\s\S])/g, (_, character: string) => (/\s/.test(character) ? '' : character))
    : text;
}
