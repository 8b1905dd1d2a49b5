/** Hugo's shortcodes, and the same idea in other template languages: what they stand for, as Markdown. */
import { handlerFor, type PatternTable } from '../parts/handler-table.js';
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

const MEANINGS: PatternTable<(shortcode: Shortcode) => string> = [
  [/^(?:ref|relref|link|url|absurl|relurl)$/i, ({ first }) => first ?? ''],
  [/^(?:figure|img|image|picture|imgproc)$/i, captionOf],
  [/^highlight$/i, fence],
  [/^(?:details|collapse|expand|accordion)$/i, (tag) => titleLine(tag, ['title', 'summary'], tag.first)],
];

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
  const plain = text.replace(SHORTCODE, (whole: string, ...groups: string[]) => {
    const [, slash = '', name = '', given = ''] = groups;
    if (CALL_OUTS.test(name)) return whole;
    const shown = plainShortcode({ name, isClosing: slash === '/', ...tagArguments(given) }, paired);
    if (shown !== undefined) return shown;
    if (given.trim() !== '' && name !== 'param') unknown.set(name, (unknown.get(name) ?? 0) + 1);
    return whole;
  });
  return { text: plain, paired, unknown };
}

interface Shortcode extends TagArguments {
  readonly name: string;
  readonly isClosing: boolean;
}

/** Undefined for what is not known. */
function plainShortcode(shortcode: Shortcode, paired: ReadonlySet<string>): string | undefined {
  const meaning = handlerFor(MEANINGS, shortcode.name);
  if (meaning !== undefined) return meaning(shortcode);
  if (paired.has(shortcode.name)) return titleLine(shortcode, ['title', 'header'], undefined);
  return WITHOUT_TEXT.test(shortcode.name) ? '' : undefined;
}

function captionOf({ named }: TagArguments): string {
  return named.get('caption') ?? named.get('alt') ?? named.get('title') ?? '';
}

function fence({ isClosing, first }: Shortcode): string {
  return isClosing ? '```' : `\`\`\`${first ?? ''}`;
}

/** The title as a bold line, by the names that it may have. */
function titleLine({ isClosing, named }: Shortcode, names: readonly string[], otherwise: string | undefined): string {
  const title = names.map((name) => named.get(name)).find((value) => value !== undefined) ?? otherwise;
  return isClosing || title === undefined ? '' : `**${title}**\n`;
}
