/** The PDF reader on files that are made here: what a page holds, in which order, under which label. */
import { describe, expect, test } from '@jest/globals';
import { loneContext } from '../src/ingest/read/read-context.js';
import { createPdfReader, type PdfSettings } from '../src/ingest/read/pdf/pdf-reader.js';
import type { ReadFile } from '../src/ingest/read/page-reader.js';
import { hideMeaning, labelPages, lines, pdfOf, type Pdf } from './pdf-files.js';

const read = async (bytes: Uint8Array, settings: PdfSettings = {}, signal?: AbortSignal): Promise<ReadFile> =>
  createPdfReader(settings).read(bytes, 'router-guide.pdf', {
    ...loneContext('router-guide.pdf'),
    ...(signal && { signal }),
  });

const PROSE = [
  'The gateway forwards each packet to the next hop that',
  'the routing table names, and writes a record of it when',
  'accounting is switched on for the interface in question.',
];

/** A page of plain text with a header and a footer around it. */
function page(pdf: Pdf, header: string, footer: string, body: readonly string[]): void {
  pdf.font('Helvetica').fontSize(9).text(header, 72, 36, { lineBreak: false });
  pdf.fontSize(11);
  lines(pdf, 72, 90, body);
  pdf.fontSize(9).text(footer, 300, 730, { lineBreak: false, height: 20 });
}

describe('text', () => {
  test('paragraphs are joined from their lines; words that lines broke become whole again', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(11);
        lines(pdf, 72, 90, [
          'A route is withdrawn as soon as its neigh-',
          'bour stops answering. The well-known address',
          'of the neighbour stays in the table as a well-',
          'known one until the timer of the route ends.',
        ]);
        lines(pdf, 72, 180, ['The second paragraph stands apart from it.']);
      }),
    );
    expect(file.blocks.map(({ text }) => text)).toEqual([
      'A route is withdrawn as soon as its neighbour stops answering. The well-known address of the neighbour stays in the table as a well-known one until the timer of the route ends.',
      'The second paragraph stands apart from it.',
    ]);
  });

  test('widely spaced lines are one paragraph, and wider space parts it from the next', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(10);
        const first = [
          'The relay keeps the last state of each of its contacts while the',
          'supply is away and comes back with it. Where a contact must fall',
          'open instead, its switch on the board is set to the left before',
          'the supply is connected for the first time.',
        ];
        const second = [
          'A contact that was forced by hand stays forced until the same hand',
          'frees it or the board is reset; the lamp beside it tells which.',
        ];
        lines(pdf, 72, 90, first, 17);
        lines(pdf, 72, 90 + 3 * 17 + 29, second, 17);
      }),
    );
    expect(file.blocks.map(({ kind, text }) => [kind, text.slice(0, 12), text.slice(-12)])).toEqual([
      ['paragraph', 'The relay ke', ' first time.'],
      ['paragraph', 'A contact th', 'tells which.'],
    ]);
  });

  test('words are parted by the gaps between glyphs where no blank is written', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(11);
        let x = 72;
        for (const word of ['Gaps', 'alone', 'part', 'these', 'words']) {
          pdf.text(word, x, 90, { lineBreak: false });
          x += pdf.widthOfString(word) + 3;
        }
        // Letters that stand a little apart are one word.
        pdf.text('spaced', 72, 104, { lineBreak: false, characterSpacing: 0.9 });
      }),
    );
    expect(file.pages[0]?.text).toBe('Gaps alone part these words spaced');
  });

  test('what would be markup in Markdown stays text', async () => {
    const file = await read(await pdfOf((pdf) => void pdf.text('Write <name> and *both* signs.')));
    expect(file.blocks[0]?.text).toBe('Write \\<name> and \\*both\\* signs.');
  });

  test('links lead where they lead in the file', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.text('See the ', { continued: true });
        pdf.text('release notes', { continued: true, link: 'https://docs.example.com/notes' });
        pdf.text(' first.', { link: null });
      }),
    );
    expect(file.blocks[0]?.text).toBe('See the [release notes](https://docs.example.com/notes) first.');
  });

  test('listings keep their lines and indentation', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.font('Helvetica').fontSize(11).text('Enter these commands:', 72, 90);
        pdf.font('Courier').fontSize(10);
        lines(pdf, 90, 120, ['interface eth0', '  address 10.0.0.1/24', '  description "uplink  one"', 'exit']);
      }),
    );
    expect(file.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['paragraph', 'Enter these commands:'],
      ['code', '```\ninterface eth0\n  address 10.0.0.1/24\n  description "uplink  one"\nexit\n```'],
    ]);
  });

  test('lists become lists', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(11);
        lines(pdf, 72, 90, ['• The first item goes on', '• The second one does not']);
        lines(pdf, 80, 118, ['on the line that follows it']);
        lines(pdf, 72, 160, ['1. Open the console', '2. Close it again']);
      }),
    );
    expect(file.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      [
        'list',
        '- The first item goes on\n- The second one does not on the line that follows it\n1. Open the console\n2. Close it again',
      ],
    ]);
  });

  test('signs in a font that does not say what they mean begin items where they stand alone', async () => {
    const { blocks } = await read(
      await pdfOf((pdf) => {
        hideMeaning(pdf);
        for (const [at, text] of ['Open the console', 'Close it again'].entries()) {
          pdf.font('Courier').fontSize(11);
          lines(pdf, 72, 90 + at * 16, ['x']);
          pdf.font('Helvetica');
          lines(pdf, 90, 90 + at * 16, [text]);
        }
        lines(pdf.font('Courier'), 72, 150, ['xyz']);
        lines(pdf.font('Helvetica'), 110, 150, ['is a word that nobody can read']);
      }),
    );
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['list', '- Open the console\n- Close it again'],
      ['paragraph', 'is a word that nobody can read'],
    ]);
  });

  test('indices that are drawn after their line, in gaps left for them, stand where they belong', async () => {
    const { blocks } = await read(
      await pdfOf((pdf) => {
        const width = pdf.fontSize(6).widthOfString('DD');
        pdf.fontSize(10);
        const at = 72 + pdf.widthOfString('Keep V');
        const after = at + width + pdf.widthOfString('/2 below the supply V');
        lines(pdf, 72, 90, ['Keep V']);
        lines(pdf, at + width, 90, ['/2 below the supply V']);
        lines(pdf, after + width, 90, ['/4 at most']);
        lines(pdf.fontSize(6), at, 94, ['DD']);
        lines(pdf, after, 94, ['DD']);
      }),
    );
    expect(blocks.map(({ text }) => text)).toEqual(['Keep VDD/2 below the supply VDD/4 at most']);
  });

  test('items stay items when names within them stand in boxes', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(11);
        for (const [at, [start, name, end]] of [
          ['Set the name', 'interval', 'to a number'],
          ['Set the name', 'backlog', 'as well'],
        ].entries()) {
          const y = 90 + at * 16;
          const from = 93 + pdf.widthOfString(`${start ?? ''} `);
          const to = from + pdf.widthOfString(name ?? '');
          pdf.text('•', 72, y, { lineBreak: false }).text(start ?? '', 90, y, { lineBreak: false });
          pdf.text(name ?? '', from, y, { lineBreak: false }).text(end ?? '', to + 6, y, { lineBreak: false });
          pdf.rect(from - 1.5, y - 2, to - from + 3, 13).stroke();
        }
      }),
    );
    expect(file.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['list', '- Set the name interval to a number\n- Set the name backlog as well'],
    ]);
  });
});

describe('tables', () => {
  const cells = [
    ['Option', 'Default', 'Meaning'],
    ['timeout', '30', 'Seconds until a session is closed'],
    ['retries', '3', 'Attempts before a peer is given up'],
  ];
  const table = [
    '| Option | Default | Meaning |',
    '| --- | --- | --- |',
    '| timeout | 30 | Seconds until a session is closed |',
    '| retries | 3 | Attempts before a peer is given up |',
  ].join('\n');

  test('drawn with lines, with a cell of two lines', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        const [xs, ys] = [
          [72, 150, 200, 330],
          [90, 110, 146, 182],
        ];
        pdf.fontSize(10);
        for (const x of xs) pdf.moveTo(x, 90).lineTo(x, 182).stroke();
        for (const y of ys) pdf.moveTo(72, y).lineTo(330, y).stroke();
        for (const [row, texts] of cells.entries()) {
          for (const [column, text] of texts.entries()) {
            pdf.text(text, (xs[column] ?? 0) + 4, (ys[row] ?? 0) + 5, { width: 110, lineGap: 1 });
          }
        }
      }),
    );
    expect(file.blocks.map(({ kind, text }) => [kind, text])).toEqual([['table', table]]);
  });

  test('drawn with lines, with shades behind paragraphs and a cell over all columns', async () => {
    const { blocks } = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(10);
        const rows = [
          { top: 90, texts: [['Bit'], ['Meaning']] },
          { top: 110, texts: [['Status register of the port']] },
          { top: 130, texts: [['7'], ['Port is up', '0 = no', '1 = yes']] },
          { top: 180, texts: [['6'], ['Port is held', '0 = no', '1 = yes']] },
        ];
        for (const { top, texts } of rows) {
          for (const [column, paragraphs] of texts.entries()) {
            const x = column === 0 ? 72 : 130;
            const width = texts.length === 1 ? 188 : column === 0 ? 58 : 130;
            for (const [at, text] of paragraphs.entries()) {
              pdf.rect(x + 6, top + 3 + at * 15, width - 12, 14).fill('#dddddd');
              pdf.fillColor('black').text(text, x + 8, top + 5 + at * 15, { lineBreak: false });
            }
          }
        }
        for (const y of [90, 110, 130, 180, 230]) pdf.moveTo(72, y).lineTo(260, y).stroke();
        for (const x of [72, 260]) pdf.moveTo(x, 90).lineTo(x, 230).stroke();
        pdf.moveTo(130, 90).lineTo(130, 110).moveTo(130, 130).lineTo(130, 230).stroke();
      }),
    );
    expect(blocks.map(({ text }) => text.split('\n'))).toEqual([
      [
        '| Bit | Meaning |',
        '| --- | --- |',
        '| Status register of the port |  |',
        '| 7 | Port is up 0 = no 1 = yes |',
        '| 6 | Port is held 0 = no 1 = yes |',
      ],
    ]);
  });

  test('made of columns alone', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(10);
        for (const [row, texts] of cells.entries()) {
          for (const [column, text] of texts.entries()) {
            pdf.text(text, [72, 160, 230][column] ?? 0, 90 + row * 16, { lineBreak: false });
          }
        }
      }),
    );
    expect(file.blocks.map(({ kind, text }) => [kind, text])).toEqual([['table', table]]);
  });

  /** Rows whose first cells stand beside the last line of the row, 3 points apart from each other. */
  function drawUpwards(pdf: Pdf, rows: readonly (readonly [name: string, type: string, ...meaning: string[]])[]): void {
    let y = 90;
    for (const [name, type, ...meaning] of rows) {
      for (const line of meaning) {
        pdf.text(line, 230, y, { lineBreak: false });
        y += 12;
      }
      pdf.text(name, 72, y - 12, { lineBreak: false }).text(type, 160, y - 12, { lineBreak: false });
      y += 3;
    }
  }

  test('whose first cells stand at the bottom of their rows', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(10);
        drawUpwards(pdf, [
          ['Option', 'Type', 'Meaning'],
          ['mode', 'word', 'How sessions are kept'],
          ['timeout', 'number', 'Seconds until a session', 'is closed by the gateway'],
          ['retries', 'number', 'Attempts that are made', 'before a peer is', 'given up'],
        ]);
        pdf.addPage();
        drawUpwards(pdf, [
          ['Option', 'Type', 'Meaning'],
          ['backlog', 'number', 'Sessions that may wait', 'for their turn'],
        ]);
      }),
    );
    const header = ['| Option | Type | Meaning |', '| --- | --- | --- |'];
    expect(file.blocks.map(({ text }) => text.split('\n'))).toEqual([
      [
        ...header,
        '| mode | word | How sessions are kept |',
        '| timeout | number | Seconds until a session is closed by the gateway |',
        '| retries | number | Attempts that are made before a peer is given up |',
      ],
      [...header, '| backlog | number | Sessions that may wait for their turn |'],
    ]);
  });

  test('whose first cells run into the second column or nearly touch it', async () => {
    const wide = 'timeout-of-idle-sessions-in-seconds';
    const near = 'attempts per peer';
    const { blocks } = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(10);
        const second = 72 + pdf.font('Courier').widthOfString(wide) - 8;
        const nearly = second - 8 - pdf.font('Helvetica').widthOfString(near);
        lines(pdf.font('Helvetica'), 72, 90, ['Option'], 13);
        lines(pdf.font('Courier'), 72, 103, ['mode', wide], 13);
        lines(pdf.font('Helvetica'), nearly, 129, [near], 13);
        lines(pdf, 72, 142, ['backlog'], 13);
        lines(pdf, second, 90, ['Type', 'word', 'number', 'number', 'number'], 13);
        lines(pdf, 400, 90, ['Meaning', 'How to keep', 'When to close', 'How often', 'How many'], 13);
      }),
    );
    expect(blocks.map(({ text }) => text.split('\n'))).toEqual([
      [
        '| Option | Type | Meaning |',
        '| --- | --- | --- |',
        '| mode | word | How to keep |',
        `| ${wide} | number | When to close |`,
        `| ${near} | number | How often |`,
        '| backlog | number | How many |',
      ],
    ]);
  });
});

describe('pages', () => {
  const WORDS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'];

  test('running headers and footers are left out, and the label is what they print', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        for (const [at, word] of WORDS.entries()) {
          if (at > 0) pdf.addPage();
          if (at < 2) page(pdf, 'Router Guide', ['iii', 'iv'][at] ?? '', [`Preface ${word}.`, ...PROSE]);
          else
            page(pdf, at % 2 === 0 ? 'Router Guide' : `Chapter on ${word}`, String(at - 1), [
              `About ${word}.`,
              ...PROSE,
            ]);
        }
      }),
    );
    expect(file.pages.map(({ label }) => label)).toEqual(['iii', 'iv', '1', '2', '3', '4', '5', '6']);
    expect(file.pages.map(({ text }) => text).join('\n')).not.toMatch(/Router Guide|Chapter on/);
    for (const [at, word] of WORDS.entries())
      expect(file.pages[at]?.text).toMatch(new RegExp(`^(Preface|About) ${word}\\.\\s+The`));
  });

  test('parts of a header that stand side by side on their own baselines are left out', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        for (const [at, word] of WORDS.entries()) {
          if (at > 0) pdf.addPage();
          const [outer, inner] = at % 2 === 0 ? [450, 72] : [72, 400];
          lines(pdf.fontSize(8), outer, 36, ['RG-1007', '2026.06.12'], 10);
          lines(pdf.fontSize(9), inner, 41, [`${String(at + 1)}    Chapter on ${word}`]);
          lines(pdf.fontSize(11), 72, 72, [`About ${word}.`, ...PROSE]);
        }
      }),
    );
    for (const [at, word] of WORDS.entries()) {
      expect(file.pages[at]?.text).toMatch(new RegExp(`^About ${word}\\.\\s+The`));
      expect(file.pages[at]?.label).toBe(String(at + 1));
    }
  });

  test('the head of a table that each page repeats below its header stays with the table', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        for (const [at, word] of WORDS.entries()) {
          if (at > 0) pdf.addPage();
          lines(pdf.fontSize(9), 72, 36, ['Router Guide']);
          pdf.fontSize(10);
          for (const [row, cells] of [
            ['Name', 'Meaning'],
            [`${word}-a`, 'The first'],
            [`${word}-b`, 'The second'],
          ].entries()) {
            for (const [column, text] of cells.entries()) lines(pdf, 78 + column * 100, 65 + row * 24, [text]);
          }
          for (const y of [58, 82, 106, 130]) pdf.moveTo(72, y).lineTo(300, y).stroke();
          for (const x of [72, 172, 300]) pdf.moveTo(x, 58).lineTo(x, 130).stroke();
        }
      }),
    );
    for (const [at, word] of WORDS.entries()) {
      expect(file.pages[at]?.text).toBe(
        `| Name | Meaning |\n| --- | --- |\n| ${word}-a | The first |\n| ${word}-b | The second |`,
      );
    }
  });

  test('the labels that the file states win over its count of pages', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.text('Front matter of the guide');
        for (let count = 0; count < 3; count += 1) pdf.addPage().text(`Body text number ${String(count)} of it`);
        labelPages(pdf, [
          [0, { S: 'r', St: 7 }],
          [1, { S: 'D', P: new String('A-') }],
        ]);
      }),
    );
    expect(file.pages.map(({ label }) => label)).toEqual(['vii', 'A-1', 'A-2', 'A-3']);
  });

  test('a paragraph that runs over the end of a page is one block on two pages', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(11);
        lines(pdf, 72, 650, [
          'Sessions are kept until the peer that opened',
          'them closes them or until the inactivity timer',
        ]);
        pdf.addPage();
        lines(pdf, 72, 90, ['of the gateway ends, whichever comes first here.', 'Both are logged.']);
      }),
    );
    expect(file.blocks).toEqual([
      {
        kind: 'paragraph',
        section: null,
        firstPage: 1,
        lastPage: 2,
        text: 'Sessions are kept until the peer that opened them closes them or until the inactivity timer of the gateway ends, whichever comes first here. Both are logged.',
      },
    ]);
    expect(file.pages[1]?.text).toMatch(/^of the gateway ends/);
  });

  test('two columns are read one after the other, below the heading that spans them', async () => {
    const left = Array.from({ length: 12 }, (_, at) => `Left column sentence number ${String(at + 10)} runs on`);
    const right = Array.from({ length: 12 }, (_, at) => `Right column sentence number ${String(at + 10)} goes on`);
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(18).text('One Heading Over Both Of The Columns Here', 72, 60, { lineBreak: false });
        pdf.fontSize(10);
        // As typesetters do it: line by line over both columns.
        for (let at = 0; at < 12; at += 1) {
          pdf.text(left[at] ?? '', 72, 100 + at * 13, { lineBreak: false });
          pdf.text(right[at] ?? '', 320, 100 + at * 13, { lineBreak: false });
        }
      }),
    );
    expect(file.sections.map(({ heading }) => heading)).toEqual(['One Heading Over Both Of The Columns Here']);
    expect(file.blocks.map(({ text }) => text).join(' ')).toBe([...left, ...right].join(' '));
  });
});

describe('sections', () => {
  test('come from the outline, at the line that prints them', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.info.Title = 'Microsoft Word - guide.doc';
        pdf.fontSize(24).text('Router Administration Guide', 72, 72);
        pdf.addPage();
        const chapter = pdf.outline.addItem('Interfaces');
        pdf.fontSize(16).text('2 Interfaces', 72, 72);
        pdf.fontSize(11);
        lines(pdf, 72, 110, PROSE);
        pdf.addPage();
        chapter.addItem('Loopback');
        pdf.fontSize(11);
        lines(pdf, 72, 72, ['Loopback']);
        lines(pdf, 72, 100, PROSE);
      }),
    );
    expect(file.sections).toEqual([
      { depth: 1, heading: '2 Interfaces', anchor: '2-interfaces', parent: null, page: 2 },
      { depth: 2, heading: 'Loopback', anchor: 'loopback', parent: 0, page: 3 },
    ]);
    expect(file.blocks.slice(-1)).toMatchObject([{ section: 1, firstPage: 3, text: PROSE.join(' ') }]);
    expect(file).toMatchObject({ title: 'Router Administration Guide', kind: 'ADMIN_GUIDE' });
  });

  test('that the outline leaves out come from their numbers and their type', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        for (const [at, name] of ['Interfaces', 'Routes'].entries()) {
          if (at > 0) pdf.addPage();
          pdf.outline.addItem(name);
          pdf
            .font('Helvetica-Bold')
            .fontSize(18)
            .text(`${String(at + 1)} ${name}`, 72, 72, { lineBreak: false });
          pdf.fontSize(13).text(`${String(at + 1)}.1 Limits`, 72, 110, { lineBreak: false });
          pdf.font('Helvetica').fontSize(11);
          lines(pdf, 72, 140, PROSE);
        }
      }),
    );
    expect(file.sections.map(({ depth, heading, parent }) => [depth, heading, parent])).toEqual([
      [1, '1 Interfaces', null],
      [2, '1.1 Limits', 0],
      [1, '2 Routes', null],
      [2, '2.1 Limits', 2],
    ]);
  });

  test('come from the tagged structure where there is no outline', async () => {
    const file = await read(
      await pdfOf(
        (pdf) => {
          const body = pdf.struct('Document');
          pdf.addStructure(body);
          const element = (type: string, text: string, y: number): void => {
            const draw = (): void => {
              pdf.fontSize(11).text(text, 72, y, { lineBreak: false });
            };
            body.add(pdf.struct(type, {}, draw));
          };
          element('H1', 'Interfaces', 72);
          element('P', 'They connect the router.', 90);
          element('H2', 'Loopback', 108);
          element('P', 'It is always up.', 126);
        },
        { tagged: true, pdfVersion: '1.5', lang: 'en-GB', displayTitle: true, info: { Title: 'Router Guide' } },
      ),
    );
    expect(file.sections.map(({ depth, heading, parent }) => [depth, heading, parent])).toEqual([
      [1, 'Interfaces', null],
      [2, 'Loopback', 0],
    ]);
    expect(file).toMatchObject({ title: 'Router Guide', language: 'en-GB' });
  });

  test('come from the type where nothing else says them', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.fontSize(18).text('Interfaces', 72, 72);
        pdf.fontSize(11);
        lines(pdf, 72, 110, PROSE);
        pdf.fontSize(14).text('Loopback', 72, 170);
        pdf.fontSize(11);
        lines(pdf, 72, 200, PROSE);
      }),
    );
    expect(file.sections.map(({ depth, heading }) => [depth, heading])).toEqual([
      [1, 'Interfaces'],
      [2, 'Loopback'],
    ]);
  });
});

describe('files that are hard to read', () => {
  test('long ones are read to their end, though they are opened several times on the way', async () => {
    const count = 620;
    const file = await read(
      await pdfOf((pdf) => {
        for (let page = 1; page <= count; page += 1) {
          if (page > 1) pdf.addPage();
          pdf.outline.addItem(`Relay ${String(page)}`);
          pdf.fontSize(16).text(`Relay ${String(page)}`, 72, 72, { lineBreak: false });
          pdf.fontSize(11).text('It is described ', 72, 110, { continued: true });
          pdf.text('elsewhere', { continued: true, link: `https://docs.example.com/${String(page)}` });
          pdf.text('.', { link: null });
        }
      }),
    );
    const numbers = Array.from({ length: count }, (_, at) => at + 1);
    expect(file.sections.map(({ heading, page }) => [heading, page])).toEqual(
      numbers.map((page) => [`Relay ${String(page)}`, page]),
    );
    expect(file.blocks.map(({ text, firstPage }) => [text, firstPage])).toEqual(
      numbers.map((page) => [`It is described [elsewhere](https://docs.example.com/${String(page)}).`, page]),
    );
    expect(file.warnings).toEqual([]);
  });

  test('encrypted with an empty user password: read', async () => {
    const file = await read(await pdfOf((pdf) => void pdf.text('Readable by everybody.'), { ownerPassword: 'owner' }));
    expect(file.blocks[0]?.text).toBe('Readable by everybody.');
  });

  test('with a password: says so', async () => {
    const bytes = await pdfOf((pdf) => void pdf.text('Secret.'), { userPassword: 'user', ownerPassword: 'owner' });
    await expect(read(bytes)).rejects.toMatchObject({ code: 'FILE_ENCRYPTED', details: { reason: 'password' } });
  });

  test('damaged: says so', async () => {
    await expect(read(new TextEncoder().encode('%PDF-1.7\nnothing else'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      details: { reason: 'damaged' },
    });
  });

  test('more pages than allowed: says so', async () => {
    const bytes = await pdfOf((pdf) => void pdf.text('one').addPage().text('two'));
    await expect(read(bytes, { limits: { pages: 1 } })).rejects.toMatchObject({
      code: 'PAGES_EXCEEDED',
      details: { reason: 'pages' },
    });
  });

  test('more text than allowed: says so', async () => {
    const bytes = await pdfOf((pdf) => void pdf.text('More than ten characters of text.'));
    await expect(read(bytes, { limits: { characters: 10 } })).rejects.toMatchObject({ details: { reason: 'output' } });
  });

  test('more memory than allowed: the process is ended and the file fails', async () => {
    const bytes = await pdfOf((pdf) => void pdf.text('Small.'));
    await expect(read(bytes, { limits: { memoryMb: 100 } })).rejects.toMatchObject({
      code: 'MEMORY_EXCEEDED',
      details: { reason: 'memory' },
    });
  });

  test('no progress: the process is ended and the file fails', async () => {
    const bytes = await pdfOf((pdf) => {
      pdf.fontSize(6);
      const text = 'One page of this much text takes many looks of the watch to be read. '.repeat(2);
      lines(pdf, 20, 20, new Array<string>(900).fill(text), 0.8);
    });
    await expect(read(bytes, { limits: { stallSeconds: 0.001 } })).rejects.toMatchObject({
      details: { reason: 'time' },
    });
  });

  test('the process ends when the ingest is stopped', async () => {
    const bytes = await pdfOf((pdf) => void pdf.text('Stopped.'));
    const stop = new AbortController();
    const reading = read(bytes, {}, stop.signal);
    setImmediate(() => {
      stop.abort();
    });
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('pages without a text layer', () => {
  const withPicture = (): Promise<Uint8Array> =>
    pdfOf((pdf) => {
      pdf.text('Only this page has text, and enough of it.');
      pdf.addPage().image(PICTURE, 0, 0, { width: 612, height: 792 });
    });

  test('are named', async () => {
    const file = await read(await withPicture());
    expect(file.pages.map(({ quality }) => quality)).toEqual(['TEXT', 'NO_TEXT_LAYER']);
    expect(file.warnings).toEqual(['1 page has no text layer: 2']);
  });

  test('are also those whose letters are drawn as shapes', async () => {
    const file = await read(
      await pdfOf((pdf) => {
        pdf.text('Only this page has text, and enough of it.');
        pdf.addPage();
        for (let at = 0; at < 200; at += 1) pdf.circle(80 + at, 100, 3).fill();
      }),
    );
    expect(file.warnings).toEqual(['1 page has no text layer: 2']);
  });

  test('make a file without any text fail', async () => {
    const bytes = await pdfOf((pdf) => void pdf.image(PICTURE, 0, 0, { width: 612, height: 792 }));
    await expect(read(bytes)).rejects.toMatchObject({ code: 'FILE_WITHOUT_TEXT', details: { withoutTextLayer: 1 } });
  });

  test('are given to the command that recognises text, if one is set', async () => {
    const command = `${process.execPath} -p process.argv.slice(1).map((argument)=>argument.replace(/.*[\\\\/]/,'')).join('_')`;
    const file = await read(await withPicture(), { ocrCommand: command });
    expect(file.pages[1]?.text).toBe('file.pdf_2');
    expect(file.pages[1]?.quality).toBe('RECOGNISED');
    expect(file.blocks.at(-1)).toMatchObject({ text: 'file.pdf_2', firstPage: 2, lastPage: 2 });
  });

  test('stay without text when that command fails, and the file says so', async () => {
    const file = await read(await withPicture(), { ocrCommand: `${process.execPath} --no-such-option` });
    expect(file.warnings).toEqual(['1 page has no text layer: 2', expect.stringMatching(/^text recognition failed/)]);
  });
});

test('a page says how far its text can be trusted when its fonts do not say what their characters mean', async () => {
  const file = await read(
    await pdfOf((pdf) => {
      pdf.text(PROSE.join(' '));
      pdf.addPage().text(PROSE.join(' '));
      hideMeaning(pdf);
      pdf.text('a table of registers in a font of its own');
      pdf.addPage().text(PROSE.join(' '));
      pdf.addPage();
    }),
  );
  expect(file.pages.map(({ quality }) => quality)).toEqual(['TEXT', 'PARTIAL', 'UNMAPPED', 'BLANK']);
  expect(file.warnings[0]).toBe('1 page has text that the fonts give no meaning to: 3');
});

/** One grey pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
