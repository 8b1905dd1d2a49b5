/** Writes `[text][ref]` out as `[text](address)`, since a passage is shown without the definitions at the file's end. */
import MarkdownIt from 'markdown-it';
import { mapProse } from './prose.js';

/** Addresses by label, labels as markdown-it normalizes them. */
export type LinkDefinitions = ReadonlyMap<string, string>;

/** Labels that CommonMark takes for the same are equal. */
const { normalizeReference: normalizedLabel } = new MarkdownIt('zero').utils;

const IMAGE = /!\[([^[\]]{0,500})\](?:\[([^[\]]{0,200})\])?(?![[(:])/g;
/** An address in angle brackets goes before a link that ends inside of it. */
const LINK =
  /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|(?<![!\\\]])\[((?:[^[\]<]|<(?![A-Za-z][A-Za-z0-9+.-]{1,31}:)|!\[[^[\]]{0,500}\]\([^()\s]{0,1000}\)){1,500})\](?:\[([^[\]]{0,200})\])?(?![[(:])/g;

export function withInlineLinks(markdown: string, definitions: LinkDefinitions): string {
  if (definitions.size === 0 || !markdown.includes(']')) return markdown;
  return mapProse(markdown, (prose) =>
    [IMAGE, LINK].reduce(
      (text, form) =>
        text.replace(form, (whole, label: string | undefined, reference?: string) => {
          if (label === undefined) return whole;
          const address = definitions.get(
            normalizedLabel(reference === undefined || reference === '' ? label : reference),
          );
          return address === undefined ? whole : `${whole.startsWith('!') ? '!' : ''}[${label}](${address})`;
        }),
      prose,
    ),
  );
}
