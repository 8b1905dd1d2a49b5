import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chunkFile } from '../src/ingest/chunk/chunk-file.js';
import type { ReadFile } from '../src/ingest/read/page-reader.js';
import { createReadContext } from '../src/ingest/read/read-context.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { createSourceFiles } from '../src/ingest/files/source-files.js';
import { parseQuery } from '../src/search/query.js';
import { writeFiles } from './testkit/library.js';

function read(text: string): Promise<ReadFile> {
  return readFile(new TextEncoder().encode(text), 'rst', 'user-guide.rst');
}

async function blocks(text: string): Promise<string[]> {
  return (await read(text)).blocks.map((block) => block.text);
}

describe('reStructuredText', () => {
  it('takes the order of adornments for the depth, and ids as Sphinx gives them', async () => {
    const text = `
=====
Title
=====

.. _how-to:

1. Set up the ÄBC!
------------------

x

Deep
~~~~

2nd
---

2nd
---
`;
    expect((await read(text)).sections).toEqual([
      { depth: 1, heading: 'Title', anchor: 'title', parent: null },
      { depth: 2, heading: '1. Set up the ÄBC!', anchor: 'set-up-the-abc', parent: 0 },
      { depth: 3, heading: 'Deep', anchor: 'deep', parent: 1 },
      { depth: 2, heading: '2nd', anchor: 'nd', parent: 0 },
      { depth: 2, heading: '2nd', anchor: 'id1', parent: 0 },
    ]);
  });

  it('keeps fields at the top as facts, and takes comments and transitions out', async () => {
    const file = await read(
      ':lang: de\n:released: 2024-02-01\n\n.. a comment\n   of two lines\n\nA\n\n-----\n\n..\n\nB\n',
    );
    expect(file).toMatchObject({ frontMatter: { lang: 'de' }, language: 'de', releasedOn: '2024-02-01' });
    expect(file.blocks.map(({ text }) => text)).toEqual(['A', 'B']);
  });

  it.each([
    ['- a\n\n  more\n- b\n\n  - c', '- a\n\n  more\n\n- b\n\n  - c'],
    ['3. a\n#. b', '3. a\n4. b'],
    ['A. Einstein was\nright.', 'A. Einstein was\nright.'],
    ['X.\n\nmore', 'X.'],
    [
      'term : kind\n    What it\n    means.\nother\n    ::\n\n      code',
      '- **term** (kind): What it\n  means.\n- **other**\n\n  ```\n  code\n  ```',
    ],
    ['Intro\n\n:Field: body\n:Other:\n    below', '- **Field**: body\n- **Other**: below'],
    [
      '-f FILE, --file=FILE  reads it\n--all\n    takes all',
      '- `-f FILE, --file=FILE`: reads it\n- `--all`: takes all',
    ],
    ['| one\n| two\n  goes on', 'one\\\ntwo goes on'],
    ['Like this::\n\n    a *b*\n\n      c\n\nafter', '```\na *b*\n\n  c\n```'],
    ['::\n\n> quoted\n> too', '```\n> quoted\n> too\n```'],
    ['>>> 1 + 1\n2', '```pycon\n>>> 1 + 1\n2\n```'],
    ['    quoted\n    text', '> quoted\n> text'],
  ])('reads %j', async (source, expected) => {
    expect(await blocks(source)).toContain(expected);
  });

  it('reads the three sorts of tables', async () => {
    const grid = `
+------+-----------+
| Key  | What      |
+======+===========+
| a|b  | two       |
|      | lines     |
+------+-----------+
| wide             |
+------+-----------+
`;
    expect(await blocks(grid)).toEqual(['| Key | What |\n| --- | --- |\n| a\\|b | two lines |\n| wide |  |']);
    const simple = '=====  =====\nA      B\n=====  =====\n1      one\n\n2      two,\n       long\n=====  =====\n';
    expect(await blocks(simple)).toEqual(['| A | B |\n| --- | --- |\n| 1 | one |\n| 2 | two, long |']);
    const lists = '.. list-table:: Ports\n   :header-rows: 1\n\n   * - Name\n     - Port\n   * - ``ssh``\n     - 22\n';
    expect(await blocks(lists)).toEqual(['**Ports**', '| Name | Port |\n| --- | --- |\n| `ssh` | 22 |']);
    const csv = '.. csv-table::\n   :header: "Name", "What, why"\n\n   "a ""b""", x\n';
    expect(await blocks(csv)).toEqual(['| Name | What, why |\n| --- | --- |\n| a "b" | x |']);
  });

  it('makes the same call-outs as Markdown', async () => {
    expect(await blocks('.. warning:: Hot.\n\n   - ever\n')).toEqual(['> **Warning**\n>\n> Hot.\n>\n> - ever']);
    expect(await blocks('.. admonition:: Mind *this*\n   :class: tip\n\n   Text.')).toEqual([
      '> **Note: Mind this**\n>\n> Text.',
    ]);
    expect(await blocks('.. versionadded:: 2.1 Now with *x*.')).toEqual([
      '> **Added in version 2.1**\n>\n> Now with *x*.',
    ]);
  });

  it('keeps the content of directives that it does not know, and drops lists of links', async () => {
    expect(await blocks('.. fancy-box:: Title\n   :width: 3\n\n   Inside.\n')).toEqual(['**Title**', 'Inside.']);
    expect(await blocks('.. toctree::\n   :maxdepth: 2\n\n   a\n   b\n')).toEqual([]);
    expect(await blocks('.. only:: html\n\n   Only here.\n')).toEqual(['Only here.']);
    expect(await blocks('.. figure:: a.png\n   :alt: The ports\n\n   How it looks\n')).toEqual([
      'The ports',
      'How it looks',
    ]);
    expect(await blocks('.. code-block:: Python\n   :linenos:\n\n   a = 1\n')).toEqual(['```python\na = 1\n```']);
  });

  it('writes running text as Markdown', async () => {
    const text = `
See \`the guide <https://example.org/a_(b)>\`_, Home_, :rfc:\`2328\`, :ref:\`the ports <p>\` and :ref:\`p\`; |prod| has
\`\`__init__\`\`, __init__, :file:\`/etc/x\`, :abbr:\`VRF (Virtual Routing)\`, a\\*b and *this*. [1]_ |nothing|

.. _Home: https://example.org/
.. |prod| replace:: **Atlas**
.. _p:

Ports
=====

.. [1] The note.
`;
    const file = await read(text);
    expect(file.blocks[0]?.text).toBe(
      'See [the guide](<https://example.org/a_(b)>), [Home](https://example.org/), ' +
        '[RFC 2328](https://datatracker.ietf.org/doc/html/rfc2328), the ports and Ports; **Atlas** has\n' +
        '`__init__`, \\_\\_init__, `/etc/x`, VRF (Virtual Routing), a\\*b and *this*. [1] |nothing|',
    );
    expect(file.blocks[1]?.text).toBe('[1] The note.');
    expect(file.warnings).toEqual(['1 substitutions without a definition were left as they stand: nothing']);
  });

  it('shows the label of a section whose title refers to it, or to one that refers back', async () => {
    const text = `
.. _own:

See :ref:\`own\`
=============

.. _there:

To :ref:\`back\`
=============

.. _back:

And :ref:\`there\`
================

Read :ref:\`there\`.
`;
    const { sections, blocks: found } = await read(text);
    expect(sections.map(({ heading }) => heading)).toEqual(['See See own', 'To And there', 'And To back']);
    expect(found.map(({ text: shown }) => shown)).toEqual(['Read To back.']);
  });

  it('never fails, whatever stands there', async () => {
    const odd = [
      '',
      '\n\n',
      '====',
      '.. ',
      '.. |',
      '.. _',
      '+--+\n|',
      '| ',
      ':a:',
      '===  ===',
      '.. list-table::',
      `${'  '.repeat(300)}x`,
    ];
    for (const text of odd) await expect(read(text)).resolves.toBeDefined();
    const nested = Array.from({ length: 200 }, (_, at) => `${' '.repeat(at)}- x`).join('\n\n');
    expect(
      (await read(nested)).blocks
        .map(({ text }) => text)
        .join('')
        .match(/x/g),
    ).toHaveLength(200);
  });
});

describe('command directives', () => {
  const text = `
Ports
=====

.. cfgcmd:: set port <name> speed
   <10 | 100>

   Sets the speed.

.. clicmd:: show port [NAME]
.. clicmd:: show ports

   Shows them.
`;

  it('keep the command as code in front of what it does', async () => {
    const file = await read(text);
    expect(file.blocks.map((block) => [block.kind, block.text, block.keepWithNext])).toEqual([
      ['code', '```\nset port <name> speed <10 | 100>\n```', true],
      ['paragraph', 'Sets the speed.', undefined],
      ['code', '```\nshow port [NAME]\n```', true],
      ['code', '```\nshow ports\n```', true],
      ['paragraph', 'Shows them.', undefined],
    ]);
  });

  it('are identifiers as they are written and without placeholders, as queries are', async () => {
    const [passage] = chunkFile(await read(text), { countTokens: (part) => part.length / 4, productName: 'P' });
    for (const query of ['set port <name> speed <10 | 100>', 'Set  port speed', 'show port [NAME]', 'show ports']) {
      const asked = parseQuery(query).identifiers;
      expect(passage?.identifiers.some((identifier) => asked.includes(identifier))).toBe(true);
    }
    expect(passage?.identifiers).not.toContain('sets the speed.');
  });

  it('stay with their description when a passage ends', async () => {
    const filler = 'Some words to fill the passage. '.repeat(40);
    const file = await read(`${filler}\n\n.. cfgcmd:: set a b\n\n   ${'Explains it at length. '.repeat(12)}\n`);
    const passages = chunkFile(file, { countTokens: (part) => part.length / 4, productName: 'P' });
    expect(passages).toHaveLength(2);
    expect(passages[1]?.text).toMatch(/^```\nset a b\n```\n\nExplains/);
  });
});

describe('directives of domains and builders', () => {
  it('give signatures without the name of their domain, code of diagrams, and the pages alone', async () => {
    const text =
      '.. default-domain:: cpp\n\nGate\n====\n\n.. enumerator:: char const *GATE_OPEN\n\n   Opened.\n\n' +
      '.. blockdiag::\n\n   blockdiag {\n     a -> b;\n   }\n\n' +
      '.. only:: latex\n\n   Printed.\n\n.. only:: html or latex\n\n   Shown.\n\n' +
      'Go to :menuselection:`A --> B --> C`\n   There.\n';
    const file = await read(text);
    expect(file.title).toBe('Gate');
    expect(file.blocks[0]?.identifiers).toEqual(['char const *GATE_OPEN']);
    expect(file.blocks.map((block) => block.text)).toEqual([
      '```\nchar const *GATE_OPEN\n```',
      'Opened.',
      '```blockdiag\nblockdiag {\n  a -> b;\n}\n```',
      'Shown.',
      '- **Go to A → B → C**: There.',
    ]);
  });
});

describe('includes of reStructuredText', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'mcdewey-rst-'));
    await writeFiles(root, {
      'conf.py': 'version = "4.2"\nrst_epilog = """\n.. |brand| replace:: Atlas\n"""\n',
      'doc/shared/a.txt': 'From |brand|.\n\n.. include:: b.txt\n',
      'doc/shared/b.txt': 'Deep.\n\n.. include:: a.txt\n',
      'doc/shared/cmd.txt': '.. cfgcmd:: set {{ var0 }} up\n\n   Does {{ var1 }}.\n',
      'doc/guide/code.conf': 'one\n# start\ntwo\nthree\n# end\n',
      'doc/guide/part.rst': 'Part\n----\n\nText.\n',
    });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const readAt = (text: string): Promise<ReadFile> =>
    readFile(
      new TextEncoder().encode(text),
      'rst',
      'page.rst',
      createReadContext(createSourceFiles(root), 'doc/guide/page.rst'),
    );

  it('are resolved beside the file and from the root of the site, with sections, variables and settings', async () => {
    const file = await readAt(
      'Title\n=====\n\n.. include:: /shared/a.txt\n\n.. include:: part.rst\n\n' +
        '.. cmdinclude:: /shared/cmd.txt\n   :var0: eth0\n   :var1: it\n\n|version|\n',
    );
    expect(file.sections.map(({ heading, depth }) => [heading, depth])).toEqual([
      ['Title', 1],
      ['Part', 2],
    ]);
    expect(file.blocks.map(({ text }) => text)).toEqual([
      'From Atlas.',
      'Deep.',
      'Text.',
      '```\nset eth0 up\n```',
      'Does it.',
      '4.2',
    ]);
    expect(file.warnings).toEqual(['a.txt includes itself and was left out there']);
    expect(file.includes?.filter(({ sha256 }) => sha256 !== null).map(({ path }) => path)).toEqual([
      'conf.py',
      'doc/guide/part.rst',
      'doc/shared/a.txt',
      'doc/shared/b.txt',
      'doc/shared/cmd.txt',
    ]);
  });

  it('may be literal and may be parts', async () => {
    const file = await readAt(
      '.. literalinclude:: code.conf\n   :start-after: start\n   :end-before: end\n   :language: ini\n\n' +
        '.. literalinclude:: code.conf\n   :lines: 1,3-4\n',
    );
    expect(file.blocks.map(({ text }) => text)).toEqual(['```ini\ntwo\nthree\n```', '```\none\ntwo\nthree\n```']);
  });

  it('that are missing are a warning and would be noticed if they came', async () => {
    const file = await readAt('.. include:: gone.txt\n\nText.\n\n.. include:: ../../../../etc/passwd\n');
    expect(file.warnings).toEqual([
      'the file gone.txt that it includes was not found',
      'the file ../../../../etc/passwd that it includes was not found',
    ]);
    expect(file.includes).toContainEqual({ path: 'doc/guide/gone.txt', sha256: null });
    expect(file.blocks.map(({ text }) => text)).toEqual(['Text.']);
  });
});
