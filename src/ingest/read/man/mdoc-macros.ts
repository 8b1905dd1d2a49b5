/** The macros of mdoc(7). */
import type { PageWriter } from './page-writer.js';
import { argumentsOf, type RoffSource } from './roff-lines.js';
import { escapeHtml, roffText } from './roff-text.js';
import { rowsHtml, tableEnd, tableHtml } from './tbl.js';

/** Enclosures: macro → what stands around its arguments. The first letters alone open and close over lines. */
const AROUND: Readonly<Record<string, readonly [string, string]>> = {
  ...{
    Aq: ['<', '>'],
    Bq: ['[', ']'],
    Brq: ['{', '}'],
    Dq: ['“', '”'],
    Op: ['[', ']'],
    Pq: ['(', ')'],
    Ql: ['‘', '’'],
    Qq: ['"', '"'],
    Sq: ['‘', '’'],
  },
};
const OPENING: Readonly<Record<string, string>> = {
  Ao: '<',
  Bo: '[',
  Bro: '{',
  Do: '“',
  Oo: '[',
  Po: '(',
  Qo: '"',
  So: '‘',
  Xo: '',
};
const CLOSING: Readonly<Record<string, string>> = {
  Ac: '>',
  Bc: ']',
  Brc: '}',
  Dc: '”',
  Oc: ']',
  Pc: ')',
  Qc: '"',
  Sc: '’',
  Xc: '',
};
const BOLD = ['Cm', 'Ic', 'Sy', 'Fd', 'In', 'Cd', 'Ms'];
const ITALIC = ['Ar', 'Em', 'Fa', 'Ft', 'Va', 'Vt', 'Pa', 'Ad', 'An'];
const CODE = ['Li', 'Ev', 'Dv', 'Er', 'Tn'];
const SYSTEMS: Readonly<Record<string, string>> = {
  Bx: 'BSD',
  Fx: 'FreeBSD',
  Nx: 'NetBSD',
  Ox: 'OpenBSD',
  Dx: 'DragonFly',
  Ux: 'UNIX',
  Bsx: 'BSD/OS',
  At: 'AT&T UNIX',
};
const PHRASE = new Set([
  ...Object.keys(AROUND),
  ...Object.keys(OPENING),
  ...Object.keys(CLOSING),
  ...BOLD,
  ...ITALIC,
  ...CODE,
  ...Object.keys(SYSTEMS),
  ...[
    'Nm',
    'Nd',
    'Fl',
    'Xr',
    'Fn',
    'Lk',
    'Mt',
    'Ns',
    'No',
    'Pf',
    'Ta',
    'St',
    'Ap',
    'Bk',
    'Ek',
    'Sm',
    'Fo',
    'Fc',
    'Ex',
    'Rv',
    'Sx',
  ],
]);

const DELIMITER = /^[.,:;)\]?!|(]$/;
/** Lists by the first word that says what they are. */
const LIST_KIND = /^-(?:bullet|dash|hyphen|enum|item|column|tag|diag|hang|ohang|inset)$/;

export function writeMdocPage({ lines, strings }: RoffSource, writer: PageWriter): void {
  const html = (text: string): string => roffText(text, strings);
  const lists: { kind: string }[] = [];
  let pageName = '';
  let section = '';
  /** Rows of the column list that is open. */
  let rows: string[][] | undefined;

  function text(shown: string): void {
    const row = rows?.at(-1);
    if (row === undefined) writer.text(shown);
    else row.push(...`${row.pop() ?? ''} ${shown}`.split('\t'));
  }

  function phrase(words: readonly string[]): string {
    const parts: string[] = [];
    const closers: string[] = [];
    let glue = false;
    const add = (part: string): void => {
      if (glue && parts.length > 0) parts.push((parts.pop() ?? '') + part);
      else parts.push(part);
      glue = false;
    };
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? '';
      const plainUntil = (): string[] => {
        const from = at + 1;
        while (at + 1 < words.length && !PHRASE.has(words[at + 1] ?? '') && !DELIMITER.test(words[at + 1] ?? ''))
          at += 1;
        return words.slice(from, at + 1);
      };
      /** A macro goes on behind punctuation: `Fl a , b` are two options. */
      const styled = (tag: string, prefix = ''): void => {
        const texts = plainUntil();
        const shown = texts.length === 0 ? (word === 'Ar' ? ['file', '...'] : ['']) : texts;
        for (const text of shown) if (prefix + text !== '') add(`<${tag}>${escapeHtml(prefix)}${html(text)}</${tag}>`);
        const [mark, next] = [words[at + 1] ?? '', words[at + 2] ?? ''];
        if (!/^[,|]$/.test(mark) || next === '' || PHRASE.has(next) || DELIMITER.test(next)) return;
        if (mark === ',') parts.push(`${parts.pop() ?? ''},`);
        else add(mark);
        at += 1;
        styled(tag, prefix);
      };
      if (!PHRASE.has(word)) {
        if (/^[.,:;)\]?!]$/.test(word) && parts.length > 0) parts.push((parts.pop() ?? '') + escapeHtml(word));
        else if (word === '(' || word === '[') {
          add(word);
          glue = true;
        } else add(html(word));
      } else if (word in AROUND) {
        const [open = '', close = ''] = AROUND[word] ?? [];
        add(escapeHtml(open));
        glue = true;
        closers.unshift(close);
      } else if (word in OPENING) {
        add(escapeHtml(OPENING[word] ?? ''));
        glue = true;
      } else if (word in CLOSING) {
        parts.push((parts.pop() ?? '') + escapeHtml(CLOSING[word] ?? ''));
      } else if (word === 'Fl') styled('b', '-');
      else if (word === 'Nm') {
        const texts = plainUntil();
        if (texts.length > 0 && pageName === '') pageName = texts[0] ?? '';
        add(`<b>${html(texts.length > 0 ? texts.join(' ') : pageName)}</b>`);
      } else if (word === 'Nd') add(`— ${plainUntil().map(html).join(' ')}`);
      else if (word === 'Xr') {
        const [name = '', section, ...others] = plainUntil();
        add(
          [`<b>${html(name)}</b>${section === undefined ? '' : `(${html(section)})`}`, ...others.map(html)].join(' '),
        );
      } else if (word === 'Fn' || word === 'Fo') {
        const [name = '', ...given] = plainUntil();
        add(
          word === 'Fo'
            ? `<b>${html(name)}</b>(`
            : `<b>${html(name)}</b>(${given.map((one) => `<i>${html(one)}</i>`).join(', ')})`,
        );
      } else if (word === 'Fc') add(')');
      else if (word === 'Lk' || word === 'Mt') {
        const [target = '', ...label] = plainUntil();
        add(label.length === 0 ? html(target) : `${label.map(html).join(' ')}: ${html(target)}`);
      } else if (word === 'Ns') glue = true;
      else if (word === 'Ap') {
        glue = true;
        add('’');
        glue = true;
      } else if (word === 'Pf') {
        at += 1;
        add(html(words[at] ?? ''));
        glue = true;
      } else if (BOLD.includes(word)) styled('b');
      else if (ITALIC.includes(word)) styled('i');
      else if (CODE.includes(word)) styled('code');
      else if (word in SYSTEMS) add(escapeHtml([SYSTEMS[word] ?? '', ...plainUntil()].join(' ')));
      else if (word === 'Ex') {
        const [, name = pageName] = plainUntil();
        add(`The <b>${html(name)}</b> utility exits 0 on success, and &gt;0 if an error occurs.`);
      } else if (word === 'Rv') {
        const [, ...names] = plainUntil();
        const called = names.length === 0 ? 'The function' : names.map((name) => `<b>${html(name)}</b>()`).join(', ');
        add(
          `${called} returns 0 if successful; otherwise -1 is returned and <code>errno</code> is set to indicate the error.`,
        );
      } else if (word === 'Ta') add('\t');
      else if (['No', 'St', 'Sx'].includes(word)) for (const text of plainUntil()) add(html(text));
    }
    if (closers.length > 0 && parts.length > 0) {
      const trailing = /[.,:;]$/.exec(parts.at(-1) ?? '')?.[0] ?? '';
      const last = (parts.pop() ?? '').slice(0, trailing === '' ? undefined : -1);
      parts.push(last + closers.map(escapeHtml).join('') + trailing);
    }
    return parts.join(' ');
  }

  let reference: string[] | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const macro = /^\.\s*(%?[A-Za-z]\w{0,2})\s*(.*)$/.exec(line);
    if (macro === null) {
      if (line.trim() === '') writer.paragraph();
      else if (!line.startsWith('.')) text(html(line));
      continue;
    }
    const [, name = '', rest = ''] = macro;
    const given = argumentsOf(rest);
    if (name === 'Sh' || name === 'Ss') {
      if (name === 'Sh') section = given.join(' ');
      writer.heading(name === 'Sh' ? 2 : 3, phrase(given));
    } else if (name === 'Pp' || name === 'Lp') writer.paragraph();
    else if (name === 'Bl') {
      lists.push({ kind: given.find((word) => LIST_KIND.test(word)) ?? '' });
      if (lists.at(-1)?.kind === '-column') rows = [];
      writer.indent();
    } else if (name === 'El') {
      if (lists.pop()?.kind === '-column' && rows !== undefined) {
        writer.block(rowsHtml(rows));
        rows = undefined;
      }
      writer.dedent();
    } else if (name === 'It') {
      const kind = lists.at(-1)?.kind ?? '';
      if (kind === '-column') rows?.push(phrase(given).split('\t'));
      else if (kind === '-item') writer.paragraph();
      else if (kind === '-enum') writer.term('1.');
      else if (/^-(?:bullet|dash|hyphen)$/.test(kind)) writer.term('•');
      else writer.term(phrase(given));
    } else if (name === 'Bd') writer.verbatim(/-(?:literal|unfilled)/.test(rest));
    else if (name === 'Ed') {
      writer.verbatim(false);
      writer.paragraph();
    } else if (name === 'Dl' || name === 'D1') writer.block(`<pre>${phrase(given)}</pre>`);
    else if (name === 'Rs') reference = [];
    else if (name === 'Re') {
      if (reference !== undefined) writer.text(`${reference.join(', ')}.`);
      reference = undefined;
    } else if (name.startsWith('%')) reference?.push(phrase(given));
    else if (name === 'TS') {
      const end = tableEnd(lines, at);
      writer.block(tableHtml(lines.slice(at + 1, end), html));
      at = end;
    } else if (name === 'In') text(`<code>#include &lt;${html(given.join(' '))}&gt;</code>`);
    else if (name === 'Lb') text(html(given.join(' ')));
    else if (name === 'br') writer.lineBreak();
    else if (name === 'sp') writer.paragraph();
    else if (!/^(?:Dd|Dt|Os|Bk|Ek|Sm|Db|Bf|Ef|nr|ad|na|hy|nh|ne|in|ti|ta|ft|so)$/.test(name)) {
      // Each form of a command has a line of its own.
      if (name === 'Nm' && section === 'SYNOPSIS') writer.lineBreak();
      text(phrase([name, ...given]));
    }
  }
}
