/** Turns the running text of reStructuredText into Markdown. */
import { MARKDOWN, PLAIN, unescaped, type Form } from './inline-forms.js';
import { roleText } from './inline-roles.js';
import { normalizedName } from './definitions.js';
import type { RstDefinitions } from './nodes.js';

export interface RstInline {
  /** Markdown of a running text; line ends stay. */
  markdown(text: string): string;
  /** The same without marks, for headings. */
  plain(text: string): string;
  /** Substitutions that nothing defines, by how often they are used. */
  readonly unknown: ReadonlyMap<string, number>;
}

const INLINE = new RegExp(
  [
    /(?<literal>``(?:[^`]|`(?!`)){1,2000}?``(?!`))/,
    /:(?<role>[A-Za-z][\w:+.-]*):`(?<roleText>(?:[^`\\]|\\.){1,2000})`/,
    /_`(?<target>[^`]{1,500})`/,
    /`(?<phrase>(?:[^`\\]|\\.){1,2000})`(?<suffix>__|_|:[A-Za-z][\w:+.-]*:)?/,
    /\[(?<note>#?[\w.-]*|\*)\]_(?![A-Za-z0-9])/,
    /(?<![\w|\\])\|(?<name>[^\s|](?:[^|\n]{0,60}[^\s|])?)\|(?:__?)?(?!\w)/,
    /(?<![\w:/.@`-])(?<word>[A-Za-z0-9](?:[A-Za-z0-9]|[-._+:](?=[A-Za-z0-9])){0,100})__?(?![\w`])/,
    /\\(?<escaped>[\s\S])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

export function createRstInline(definitions: RstDefinitions): RstInline {
  const unknown = new Map<string, number>();
  const conversion = (form: Form): Conversion => ({ definitions, unknown, form, depth: 0, isShownTitle: false });
  return {
    markdown: (text) => converted(text, conversion(MARKDOWN)),
    plain: (text) =>
      converted(text, conversion(PLAIN))
        .replace(/(\*{1,2})(\S(?:[^*\n]*\S)?)\1/g, '$2')
        .replace(/\s+/g, ' ')
        .trim(),
    unknown,
  };
}

interface Conversion {
  readonly definitions: RstDefinitions;
  readonly unknown: Map<string, number>;
  readonly form: Form;
  /** How many substitutions and titles lead here. */
  readonly depth: number;
  /** A title that a reference shows. References in it show their labels, since titles can refer to each other in a circle. */
  readonly isShownTitle: boolean;
}

function converted(text: string, conversion: Conversion): string {
  const { form } = conversion;
  if (!/[`_|\\]/.test(text)) return form.text(text);
  let result = '';
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    result += form.text(text.slice(from, match.index)) + replaced(match, conversion);
    from = match.index + match[0].length;
  }
  return result + form.text(text.slice(from));
}

function deeper(text: string, conversion: Conversion): string {
  return converted(text, { ...conversion, depth: conversion.depth + 1 });
}

function replaced(match: RegExpExecArray, conversion: Conversion): string {
  const { form } = conversion;
  const { literal, role, roleText: given, target, phrase, suffix, note, name, word, escaped } = match.groups ?? {};
  if (literal !== undefined) return form.code(literal.slice(2, -2));
  if (role !== undefined) return inRole(role, given ?? '', conversion);
  if (target !== undefined) return deeper(target, conversion);
  if (phrase !== undefined) return quoted(phrase, suffix, conversion);
  if (note !== undefined)
    return note === '#' || note === '*' || note === '' ? '' : form.text(`[${note.replace('#', '')}]`);
  if (name !== undefined) return substitution(name, match[0], conversion);
  if (word !== undefined) return reference(word, match[0], conversion);
  return /\s/.test(escaped ?? '') ? '' : form.escaped(escaped ?? '');
}

function inRole(role: string, given: string, conversion: Conversion): string {
  return roleText(role, given, {
    form: conversion.form,
    titleOf: (label) => {
      const title = conversion.definitions.labels.get(normalizedName(label));
      if (title === undefined || conversion.isShownTitle) return undefined;
      return deeper(title, { ...conversion, isShownTitle: true });
    },
  });
}

/** Text between backquotes: what follows them says what it is. */
function quoted(phrase: string, suffix: string | undefined, conversion: Conversion): string {
  if (suffix === undefined) return conversion.form.code(unescaped(phrase));
  return suffix.startsWith(':') ? inRole(suffix.slice(1, -1), phrase, conversion) : phraseLink(phrase, conversion);
}

function substitution(name: string, whole: string, conversion: Conversion): string {
  const { definitions, unknown, form, depth } = conversion;
  const known = definitions.substitutions.get(name);
  if (known !== undefined) return depth > 8 ? known : deeper(known, conversion);
  if (/^[A-Za-z][\w. -]*$/.test(name)) unknown.set(name, (unknown.get(name) ?? 0) + 1);
  return form.text(whole);
}

/** `word_`; text where nothing has that name. */
function reference(word: string, whole: string, { definitions, form }: Conversion): string {
  const url = definitions.links.get(word.toLowerCase());
  if (url !== undefined) return form.link(word, url);
  return form.text(definitions.labels.has(word.toLowerCase()) ? word : whole);
}

/** `text <address>`, or the name of a target. */
function phraseLink(phrase: string, { definitions, form }: Conversion): string {
  const embedded = /^([\s\S]*?)\s*<([^<>]+)>$/.exec(phrase);
  if (embedded === null) {
    const url = definitions.links.get(normalizedName(phrase));
    return url === undefined ? form.text(unescaped(phrase)) : form.link(unescaped(phrase), url);
  }
  const [, text = '', given = ''] = embedded;
  const address = unescaped(given).replace(/\s+/g, '');
  const url = address.endsWith('_') ? definitions.links.get(normalizedName(given.slice(0, -1))) : address;
  const shown = text === '' ? address : unescaped(text);
  return url === undefined ? form.text(shown) : form.link(shown, url);
}
