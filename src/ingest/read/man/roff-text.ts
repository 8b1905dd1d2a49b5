/** Text as roff writes it, with its escapes, as HTML. */

const NAMED: Readonly<Record<string, string>> = {
  ...{
    bu: '•',
    em: '—',
    en: '–',
    hy: '-',
    mi: '−',
    lq: '“',
    rq: '”',
    oq: '‘',
    cq: '’',
    aq: "'",
    dq: '"',
    ha: '^',
    ti: '~',
  },
  ...{
    ga: '`',
    aa: '´',
    co: '©',
    rg: '®',
    tm: '™',
    mu: '×',
    pl: '+',
    eq: '=',
    rs: '\\',
    sl: '/',
    ul: '_',
    ba: '|',
    br: '|',
  },
  ...{
    '->': '→',
    '<-': '←',
    '<=': '≤',
    '>=': '≥',
    '!=': '≠',
    '+-': '±',
    de: '°',
    sc: '§',
    ps: '¶',
    at: '@',
    sh: '#',
    Do: '$',
  },
  ...{
    lB: '[',
    rB: ']',
    lC: '{',
    rC: '}',
    la: '⟨',
    ra: '⟩',
    Fo: '«',
    Fc: '»',
    Eu: '€',
    ss: 'ß',
    'a:': 'ä',
    'o:': 'ö',
    'u:': 'ü',
  },
  ...{
    "'e": 'é',
    "'a": 'á',
    "'o": 'ó',
    "'i": 'í',
    '`e': 'è',
    '`a': 'à',
    ',c': 'ç',
    '~n': 'ñ',
    'A:': 'Ä',
    'O:': 'Ö',
    'U:': 'Ü',
    '/o': 'ø',
    oA: 'Å',
    oa: 'å',
  },
  ...{
    Bq: '„',
    bq: '‚',
    'C*': '',
    R: '®',
    Tm: '™',
    lqq: '“',
    rqq: '”',
    Lq: '“',
    Rq: '”',
    Ba: '|',
    Am: '&',
    Lt: '<',
    Gt: '>',
    Ne: '≠',
    Le: '≤',
    Ge: '≥',
    Pm: '±',
  },
};

/** `\(xx`, `\[xxx]`, `\*x`, `\fB`, `\s-1`, `\h'…'`, `\uXXXX` and single characters. */
const ESCAPE =
  /\\(?:\((..)|\[([^\]\n]{1,40})\]|\*\(?(?:(?<=\()(..)|\[([^\]\n]{1,40})\]|(.))|f(?:\((..)|\[([^\]\n]{0,20})\]|(.))|s[-+]?(?:\(\d\d|\[[^\]\n]{0,6}\]|\d{1,2}|'[^'\n]{0,8}')|[hvwlLoDSHbxX]'([^'\n]{0,200})'|[kmMnYgF](?:\(..|\[[^\]\n]{0,40}\]|.)|N'(\d{1,7})'|z|(.)|$)/g;

const PLAIN: Readonly<Record<string, string>> = {
  '-': '-',
  e: '\\',
  '\\': '\\',
  ' ': ' ',
  '~': ' ',
  '0': ' ',
  "'": '’',
  '`': '‘',
  '.': '.',
  t: '\t',
};

type Font = 'b' | 'i' | 'code' | '';

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** @param strings what `.ds` has defined. */
export function roffText(source: string, strings: ReadonlyMap<string, string>): string {
  let html = '';
  let font: Font = '';
  let before: Font = '';
  const add = (text: string): void => {
    if (text !== '') html += font === '' ? escapeHtml(text) : `<${font}>${escapeHtml(text)}</${font}>`;
  };
  const change = (name: string): void => {
    const next = name === 'P' || name === '' ? before : fontOf(name);
    before = font;
    font = next;
  };
  let from = 0;
  const once = source.replace(
    /\\\*(?:\((..)|\[([^\]\n]{1,40})\]|(.))/g,
    (_, two?: string, long?: string, one?: string) => {
      const name = two ?? long ?? one ?? '';
      return strings.get(name) ?? NAMED[name] ?? '';
    },
  );
  for (const match of once.matchAll(ESCAPE)) {
    add(once.slice(from, match.index));
    from = match.index + match[0].length;
    const [, two, long, , , , fontTwo, fontLong, fontOne, , code, single] = match;
    if (fontTwo !== undefined || fontLong !== undefined || fontOne !== undefined)
      change(fontTwo ?? fontLong ?? fontOne ?? '');
    else if (two !== undefined || long !== undefined) add(character(two ?? long ?? ''));
    else if (code !== undefined) add(String.fromCodePoint(Math.min(Number(code), 0x10ffff)));
    else if (single !== undefined) add(PLAIN[single] ?? (/[&|^%:,/{}acdpru!?)]/.test(single) ? '' : single));
  }
  add(once.slice(from));
  return html.replace(/<\/(b|i|code)><\1>/g, '');
}

function character(name: string): string {
  const hex = /^u([\dA-Fa-f]{4,6})$/.exec(name)?.[1];
  if (hex !== undefined) {
    const point = parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  return NAMED[name] ?? '';
}

function fontOf(name: string): Font {
  if (name === 'B' || name === '3' || name === 'BI' || name === '4') return 'b';
  if (name === 'I' || name === '2') return 'i';
  return /^C/.test(name) ? 'code' : '';
}
