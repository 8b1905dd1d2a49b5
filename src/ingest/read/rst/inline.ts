/** Turns the running text of reStructuredText into Markdown. */
import { normalizedName } from './parse.js';
import type { RstDefinitions } from './nodes.js';

export interface RstInline {
  /** Markdown of a running text; line ends stay. */
  markdown(text: string): string;
  /** The same without marks, for headings. */
  plain(text: string): string;
  /** Substitutions that nothing defines, by how often they are used. */
  readonly unknown: ReadonlyMap<string, number>;
}

/** Roles whose text is shown as code. */
const CODE_ROLES =
  /(?:^|:)(?:code|literal|file|samp|kbd|command|option|envvar|makevar|program|regexp|mimetype|cfgcmd|opcmd|clicmd|frrfmt|frrfmtout|func|function|struct|macro|member|type|enum|enumerator|class|meth|method|attr|data|mod|module|exc|obj|const|var|expr|math|t)$/;
/** Roles that name a place: `text <target>`, or the target alone. */
const REFERENCE_ROLES = /(?:^|:)(?:ref|doc|term|any|numref|download|keyword|token|eq|cite|link)$/;

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

  function converted(text: string, form: Form, depth: number): string {
    if (!/[`_|\\]/.test(text)) return form.text(text);
    let result = '';
    let from = 0;
    for (const match of text.matchAll(INLINE)) {
      result += form.text(text.slice(from, match.index)) + replaced(match, form, depth);
      from = match.index + match[0].length;
    }
    return result + form.text(text.slice(from));
  }

  function replaced(match: RegExpExecArray, form: Form, depth: number): string {
    const groups = match.groups ?? {};
    const { literal, role, roleText, target, phrase, suffix, note, name, word, escaped } = groups;
    if (literal !== undefined) return form.code(literal.slice(2, -2));
    if (role !== undefined) return roleOf(role, roleText ?? '', form, depth);
    if (target !== undefined) return converted(target, form, depth + 1);
    if (phrase !== undefined) {
      if (suffix === undefined) return form.code(unescaped(phrase));
      return suffix.startsWith(':') ? roleOf(suffix.slice(1, -1), phrase, form, depth) : reference(phrase, form);
    }
    if (note !== undefined)
      return note === '#' || note === '*' || note === '' ? '' : form.text(`[${note.replace('#', '')}]`);
    if (name !== undefined) return substitution(name, match[0], form, depth);
    if (word !== undefined) {
      const url = definitions.links.get(word.toLowerCase());
      if (url !== undefined) return form.link(word, url);
      return form.text(definitions.labels.has(word.toLowerCase()) ? word : match[0]);
    }
    return /\s/.test(escaped ?? '') ? '' : form.escaped(escaped ?? '');
  }

  function substitution(name: string, whole: string, form: Form, depth: number): string {
    const known = definitions.substitutions.get(name);
    if (known !== undefined) return depth > 8 ? known : converted(known, form, depth + 1);
    if (/^[A-Za-z][\w. -]*$/.test(name)) unknown.set(name, (unknown.get(name) ?? 0) + 1);
    return form.text(whole);
  }

  /** `text <address>`, or the name of a target. */
  function reference(phrase: string, form: Form): string {
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

  function roleOf(role: string, given: string, form: Form, depth: number): string {
    const name = role.toLowerCase();
    const text = unescaped(given);
    const titled = /^([\s\S]*?)\s*<([^<>]+)>$/.exec(text);
    if (name === 'rfc' || name === 'pep') {
      const [number = '', anchor] = (titled?.[2] ?? text).split('#');
      const shown = titled?.[1] ?? `${name.toUpperCase()} ${number}`;
      const address =
        name === 'rfc'
          ? `https://datatracker.ietf.org/doc/html/rfc${number}`
          : `https://peps.python.org/pep-${number.padStart(4, '0')}/`;
      return form.link(shown, anchor === undefined ? address : `${address}#${anchor}`);
    }
    if (REFERENCE_ROLES.test(name)) {
      if (titled?.[1]) return form.text(titled[1]);
      const label = (titled?.[2] ?? text).replace(/^[!~]/, '');
      const title = definitions.labels.get(normalizedName(label));
      return title === undefined ? form.text(label) : converted(title, form, depth + 1);
    }
    if (CODE_ROLES.test(name)) {
      const isCommand = /(?:cmd|code|literal|samp|kbd|file|option)$/.test(name);
      const shown = titled?.[1] && !isCommand ? titled[1] : text;
      return form.code(shown.replace(/^!/, '').replace(/^~(?:.*[.:])?/, ''));
    }
    if (name === 'strong' || name === 'guilabel' || name === 'menuselection')
      return form.strong(text.replaceAll('-->', '→'));
    return form.text(text);
  }

  return {
    markdown: (text) => converted(text, MARKDOWN, 0),
    plain: (text) =>
      converted(text, PLAIN, 0)
        .replace(/(\*{1,2})(\S(?:[^*\n]*\S)?)\1/g, '$2')
        .replace(/\s+/g, ' ')
        .trim(),
    unknown,
  };
}

interface Form {
  text(text: string): string;
  code(text: string): string;
  link(text: string, url: string): string;
  strong(text: string): string;
  escaped(character: string): string;
}

const PLAIN: Form = {
  text: (text) => text,
  code: (text) => text,
  link: (text) => text,
  strong: (text) => text,
  escaped: (character) => character,
};

const MARKDOWN: Form = {
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

function unescaped(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\([\s\S])/g, (_, character: string) => (/\s/.test(character) ? '' : character))
    : text;
}
