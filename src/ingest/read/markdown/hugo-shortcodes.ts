/** Hugo's shortcodes, and the same idea in other template languages: what they stand for, as Markdown. */
import { tagArguments, type TagArguments } from './tag-arguments.js';

/** `{{< name args >}}` and `{{% name args %}}`; `{{<` with a comment inside shows a shortcode and is none. */
const SHORTCODE =
  /\{\{([<%])-?[ \t]*(\/?)[ \t]*([A-Za-z][\w./-]*)((?:[ \t\n]+(?:"[^"]{0,2000}"|'[^']{0,2000}'|`[^`]{0,2000}`|[^"'`{}<>%]|[<>%](?!\}\}))*)?)(\/?)-?[>%]\}\}/g;

/** Handled where call-outs and tabs are. */
const CALL_OUTS =
  /^(?:call-?out|note|important|warning|caution|tip|info|danger|hint|alert|admonition|tabs?|tabpane|tab-?panel|tabbed)$/i;
/** They show a picture, a mark or a script. */
const WITHOUT_TEXT =
  /^(?:icon|icons|fa|fas|fab|far|br|toc|spacer|clear|youtube|vimeo|video|asciinema|gist|glossary_definition)$/i;
const PICTURES = /^(?:figure|img|image|picture|imgproc)$/i;
const LINKS = /^(?:ref|relref|link|url|absurl|relurl)$/i;

export interface PlainShortcodes {
  readonly text: string;
  /** Names that have a closing tag. */
  readonly paired: ReadonlySet<string>;
  /** Names that were left as they stand because their arguments may be text, by how often. */
  readonly unknown: ReadonlyMap<string, number>;
}

/**
 * References become paths, pictures their caption, highlighted code a fence, a summary a bold line. Tags around other
 * text go and the text stays. Call-outs, tabs and bare names are left for those who know them.
 */
export function plainShortcodes(text: string): PlainShortcodes {
  const unknown = new Map<string, number>();
  if (!/\{\{[<%]/.test(text)) return { text, paired: new Set(), unknown };
  const paired = new Set(
    [...text.matchAll(SHORTCODE)].filter(([, , closing]) => closing === '/').map((match) => match[3] ?? ''),
  );
  const plain = text.replace(SHORTCODE, (whole, _: string, closing: string, name: string, given: string) => {
    if (CALL_OUTS.test(name)) return whole;
    const values = tagArguments(given);
    if (LINKS.test(name)) return values.first ?? '';
    if (PICTURES.test(name)) return captionOf(values);
    if (/^highlight$/i.test(name)) return closing === '/' ? '```' : `\`\`\`${values.first ?? ''}`;
    if (/^(?:details|collapse|expand|accordion)$/i.test(name)) {
      const title = values.named.get('title') ?? values.named.get('summary') ?? values.first;
      return closing === '/' || title === undefined ? '' : `**${title}**\n`;
    }
    if (paired.has(name)) {
      const title = values.named.get('title') ?? values.named.get('header');
      return closing === '/' || title === undefined ? '' : `**${title}**\n`;
    }
    if (WITHOUT_TEXT.test(name)) return '';
    if (given.trim() === '' || name === 'param') return whole;
    unknown.set(name, (unknown.get(name) ?? 0) + 1);
    return whole;
  });
  return { text: plain, paired, unknown };
}

function captionOf({ named }: TagArguments): string {
  return named.get('caption') ?? named.get('alt') ?? named.get('title') ?? '';
}
