import { describe, expect, it } from '@jest/globals';
import type { ReadFile } from '../src/ingest/read/page-reader.js';
import { readFile } from '../src/ingest/read/read-file.js';

function read(text: string | Uint8Array, format = 'markdown', name = 'user-guide.md'): Promise<ReadFile> {
  return readFile(typeof text === 'string' ? new TextEncoder().encode(text) : text, format, name);
}

async function blocks(text: string, format?: string): Promise<string[]> {
  return (await read(text, format)).blocks.map((block) => block.text);
}

describe('Markdown', () => {
  it('gives sections with parents and anchors, and blocks as they are written', async () => {
    const file = await read('Before.\n\n# One\n\nText with `a*b*`.\n\nTwo\n---\n\n- x\n  - y\n\n### Deep\n\n# One\n');
    expect(file.sections).toEqual([
      { depth: 1, heading: 'One', anchor: 'one', parent: null },
      { depth: 2, heading: 'Two', anchor: 'two', parent: 0 },
      { depth: 3, heading: 'Deep', anchor: 'deep', parent: 1 },
      { depth: 1, heading: 'One', anchor: 'one-1', parent: null },
    ]);
    expect(file.blocks).toEqual([
      { kind: 'paragraph', text: 'Before.', section: null },
      { kind: 'paragraph', text: 'Text with `a*b*`.', section: 0 },
      { kind: 'list', text: '- x\n  - y', section: 1 },
    ]);
  });

  it.each([
    ['## Set `max_ttl` **now** {#max-ttl}', 'Set max_ttl now', 'max-ttl'],
    ['## <a name="old"></a>New', 'New', 'old'],
    ['<a id="above"></a>\n\n## New', 'New', 'above'],
    ['## [Linked](https://example.org) &amp; done {: #id .cls }', 'Linked & done', 'id'],
    ['## snake_case_name', 'snake_case_name', 'snake_case_name'],
    ['<h2 id="h">Set <code>x</code></h2>', 'Set x', 'h'],
  ])('reads the heading %s', async (source, heading, anchor) => {
    expect((await read(`# Top\n\n${source}\n\ntext\n`)).sections[1]).toMatchObject({ heading, anchor });
  });

  it('takes the title from front matter, the first top heading, or the name', async () => {
    expect(await read('---\ntitle: From *front*\nlang: de\n---\n# Heading\n')).toMatchObject({
      title: 'From front',
      language: 'de',
      frontMatter: { lang: 'de' },
    });
    expect((await read('## Low\n\n# Heading\n')).title).toBe('Heading');
    expect((await read('text')).title).toBe('User guide');
  });

  it('reads what the front matter says the file is about as its first paragraph', async () => {
    const about = '---\ntitle: Valves\ndescription: >\n  Open and close\n  a *valve*.\n---\n';
    const lead = { kind: 'paragraph', text: 'Open and close a *valve*.' };
    const titled = await read(`${about}# Valves\n\nTurn it left.\n\n## More\n\nTurn on.\n`);
    expect(titled.blocks.slice(0, 2)).toEqual([
      { ...lead, section: 0 },
      { kind: 'paragraph', text: 'Turn it left.', section: 0 },
    ]);
    const untitled = await read(`${about}Turn it left.\n\n# More\n\nTurn on.\n`);
    expect(untitled.blocks[0]).toEqual({ ...lead, section: null });
    const startsBelow = await read(`${about}## More\n\nTurn on.\n`);
    expect(startsBelow.blocks[0]).toEqual({ ...lead, section: null });
    expect(await blocks(`${about}# Valves\n\nOpen and close\na *valve*. Turn on.\n`)).toHaveLength(1);
    expect((await read(`${about}<!-- page 1 -->\n\nTurn it left.\n`)).blocks).toHaveLength(1);
  });

  it('reads a block of HTML with headings and tables as sections and blocks', async () => {
    const file = await read(
      '# API\n\n<h2 id="v1.Valve">Valve\n<a class="headerlink" href="#v1.Valve" title="Permanent link">¶</a></h2>\n' +
        '<p>Turns <code>on</code>.</p>\n<table><thead><tr><th>Field</th><th>Meaning</th></tr></thead>\n' +
        '<tbody><tr><td>bar</td><td>Pressure</td></tr></tbody></table>\n<h3>Limits</h3>\n<p>Four bar.</p>\n\nMore of it.\n',
    );
    expect(file.sections).toEqual([
      { depth: 1, heading: 'API', anchor: 'api', parent: null },
      { depth: 2, heading: 'Valve', anchor: 'v1.Valve', parent: 0 },
      { depth: 3, heading: 'Limits', anchor: 'limits', parent: 1 },
    ]);
    expect(file.blocks).toEqual([
      { kind: 'paragraph', text: 'Turns `on`.', section: 1 },
      { kind: 'table', text: '| Field | Meaning |\n| - | - |\n| bar | Pressure |', section: 1 },
      { kind: 'paragraph', text: 'Four bar.', section: 2 },
      { kind: 'paragraph', text: 'More of it.', section: 2 },
    ]);
  });

  it('keeps broken front matter as text and warns', async () => {
    const file = await read('---\ntitle: "open\nowner: [\n---\n\nBody.\n');
    expect(file.warnings).toHaveLength(1);
    expect(file.blocks.map(({ text }) => text).join()).toContain('owner: [');
    expect(file.blocks.at(-1)?.text).toBe('Body.');
    expect(await blocks('---\n\nJust a rule above.\n\n---\n')).toEqual(['Just a rule above.']);
  });

  it('leaves out comments, definitions, contents and badges, and writes reference links out', async () => {
    const text = [
      '[![build](https://shields.io/x.svg)](https://ci) ![cov](https://codecov.io/badge)',
      '- [A](#a)\n- [B](#b)\n  - [C](#c)',
      'See [the guide][g], [g] and `[g]`.<!-- hidden -->',
      '[g]: https://example.org/g',
      '<!-- a\n\nb -->',
      '```\n<!-- shown -->\n```',
    ].join('\n\n');
    expect(await blocks(text)).toEqual([
      'See [the guide](https://example.org/g), [g](https://example.org/g) and `[g]`.',
      '```\n<!-- shown -->\n```',
    ]);
  });

  it('turns HTML into text, but leaves placeholders', async () => {
    expect(
      await blocks('<div align="center"><p>Hello <b>you</b></p>\n<img src="x.png" alt="A picture"></div>\n'),
    ).toEqual(['Hello you\n\nA picture']);
    expect(
      await blocks('<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>x &lt; y</td></tr></table>\n'),
    ).toEqual(['| a | b |\n| --- | --- |\n| 1 | x < y |']);
    expect(await blocks('<namespace>\n\nUse <value>.')).toEqual(['<namespace>', 'Use <value>.']);
  });

  it('keeps footnotes, where they stand, with all their paragraphs', async () => {
    expect(await blocks('Text[^1].\n\n[^1]: https://example.org/a\n\n    More.\n\nAfter.')).toEqual([
      'Text[^1].',
      '[^1]: https://example.org/a\n\n    More.',
      'After.',
    ]);
  });

  it('takes the first of two definitions, also when it stands in a list', async () => {
    expect(await blocks('[a][ẞ]\n\n- one\n\n  [SS]: https://one.example\n\n[ss]: https://two.example')).toEqual([
      '[a](https://one.example)',
      '- one\n\n  [SS]: https://one.example',
    ]);
  });

  it('goes on with a list whose text has a lone tag on a line of its own', async () => {
    const list = '- one\n<wbr>\nmore\n\n  - two';
    expect(await blocks(`${list}\n\nAfter.`)).toEqual([list, 'After.']);
  });

  it('fences indented code and closes open fences', async () => {
    expect(await blocks('    ```sh\n    ls\n    ```\n')).toEqual(['````\n```sh\nls\n```\n````']);
    expect(await blocks('Run:\n\n    one\n      two\n')).toEqual(['Run:', '```\none\n  two\n```']);
    expect(await blocks('```sh\nnever closed\n\n# no heading\n')).toEqual(['```sh\nnever closed\n\n# no heading\n```']);
  });

  it('makes quotes of call-outs and labels of tabs', async () => {
    expect(await blocks(':::note[Mind]\n\nOne.\n\n```\n:::\n```\n\n:::\n\nAfter.')).toEqual([
      '> **Note: Mind**\n>\n> One.\n>\n> ```\n> :::\n> ```',
      'After.',
    ]);
    expect(await blocks('!!! warning "Hot"\n    Do not touch.\n\n    - ever\n\nAfter.')).toEqual([
      '> **Warning: Hot**\n>\n> Do not touch.\n>\n> - ever',
      'After.',
    ]);
    expect(await blocks('=== "Linux"\n\n    ```sh\n    ls\n    ```\n')).toEqual(['**Linux**', '```sh\nls\n```']);
    expect(await blocks('{{< call-out "caution" >}}\nSlow.\n{{< /call-out >}}')).toEqual(['> **Caution**\n>\n> Slow.']);
    expect(await blocks('> [!TIP]\n> Try it.')).toEqual(['> **Tip**\n>\n> Try it.']);
    expect(await blocks(':::note\n\nnever closed')).toEqual([':::note', 'never closed']);
  });
});

describe('page marks', () => {
  const pagesOf = async (text: string, format = 'markdown'): Promise<unknown> => {
    const file = await read(text, format);
    return {
      labels: file.pages.map(({ label }) => label),
      blocks: file.blocks.map((block) => [block.text, block.firstPage, block.lastPage]),
    };
  };

  it.each([
    ['comments', (label: string) => `<!-- page ${label} -->`],
    ['brackets', (label: string) => `[page ${label}]`],
  ])('in %s begin a page', async (_, mark) => {
    expect(await pagesOf(`cover\n\n${mark('xiv')}\n\nA\n\n# H\n\n${mark('214')}\n\nB\n`)).toEqual({
      labels: ['xiv', '214'],
      blocks: [
        ['cover', undefined, undefined],
        ['A', 1, 1],
        ['B', 2, 2],
      ],
    });
  });

  it('as rules with numbers and as form feeds begin a page', async () => {
    const rule = '-'.repeat(48);
    expect(await pagesOf(`{0}${rule}\n\nA\n\n{1}${rule}\n\nB\n`)).toEqual({
      labels: ['0', '1'],
      blocks: [
        ['A', 1, 1],
        ['B', 2, 2],
      ],
    });
    expect(await pagesOf('A\n\fB\n\f[page 9]\nC\n\f', 'text')).toEqual({
      labels: ['1', '2', '9'],
      blocks: [
        ['A', 1, 1],
        ['B', 2, 2],
        ['C', 3, 3],
      ],
    });
  });

  it('inside of code are text', async () => {
    const code = '```\n[page 2]\n```';
    expect(await pagesOf(`[page 1]\n\n${code}\n`)).toEqual({ labels: ['1'], blocks: [[code, 1, 1]] });
  });

  it('say where sections begin and what stands on each page', async () => {
    const file = await read('[page 7]\n\n# H\n\nA\n\n[page 8]\n\nB\n');
    expect(file.sections[0]).toMatchObject({ page: 1 });
    expect(file.pages).toEqual([
      { index: 1, label: '7', text: '# H\n\nA' },
      { index: 2, label: '8', text: 'B' },
    ]);
  });
});

describe('MDX', () => {
  it('drops imports, comments and tags, and keeps what stands between them', async () => {
    const text = [
      "import Tabs from '@theme/Tabs';",
      '',
      '# Title {#top}',
      '',
      '{/* a comment */}',
      '',
      '<Tabs groupId="os">',
      '  <TabItem label="Linux" value="linux">',
      '',
      '  Run this:',
      '',
      '  ```sh',
      '  if x; then',
      '    y',
      '  fi',
      '  ```',
      '',
      '  </TabItem>',
      '  <TabItem value="windows">',
      '',
      '    1. Click.',
      '    2. Wait.',
      '',
      '  </TabItem>',
      '</Tabs>',
      '',
      '<Missing name="x" />',
      '',
      'Inline <Term>word</Term> stays.',
    ].join('\n');
    const file = await read(text, 'mdx', 'x.mdx');
    expect(file.sections).toEqual([{ depth: 1, heading: 'Title', anchor: 'top', parent: null }]);
    expect(file.blocks.map((block) => block.text)).toEqual([
      '**Linux**',
      'Run this:',
      '```sh\nif x; then\n  y\nfi\n```',
      '**windows**',
      '1. Click.\n2. Wait.',
      'Inline word stays.',
    ]);
    expect(file.warnings).toEqual([expect.stringContaining('Missing')]);
  });

  it('unwraps inside of lists without breaking them', async () => {
    const text = '1. First\n\n   <Details summary="More">\n\n   - inner\n\n   </Details>\n\n1. Second\n';
    expect(await blocks(text, 'mdx')).toEqual(['1. First\n\n   **More**\n\n   - inner\n\n1. Second']);
  });

  it('makes code of CodeBlock', async () => {
    expect(await blocks('<CodeBlock language="bash">{`one\ntwo`}</CodeBlock>', 'mdx')).toEqual([
      '```bash\none\ntwo\n```',
    ]);
  });

  it('is read as Markdown when it does not parse', async () => {
    const file = await read("import X from 'x';\n\n# A\n\nUse {{ this }} and <that.\n\n<X>\n", 'mdx');
    expect(file.warnings).toEqual([expect.stringContaining('read as Markdown')]);
    expect(file.blocks[0]?.text).toBe('Use {{ this }} and <that.');
  });
});

describe('bytes', () => {
  it('are decoded as UTF-8, by mark, or by what they look like', async () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from('Grüße', 'utf16le')]);
    expect((await read(utf16)).blocks[0]?.text).toBe('Grüße');
    const latin = Buffer.from('Die Größe der Übertragung ist für alle Geräte gleich. Mögliche Fehler:', 'latin1');
    const file = await read(latin);
    expect(file.blocks[0]?.text).toContain('Größe der Übertragung');
    expect(file.warnings).toEqual([expect.stringContaining('not UTF-8')]);
    await expect(read(Uint8Array.from([65, 0, 66]))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(read('x', 'xls')).rejects.toMatchObject({ code: 'FILE_UNSUPPORTED' });
  });

  it('lose what nobody can see, and carriage returns', async () => {
    expect(await blocks('a\u200bb\u202ec\u{e0041}d\ufeff\r\ne')).toEqual(['abcd\ne']);
  });

  it('may be empty', async () => {
    expect(await read('')).toMatchObject({ title: 'User guide', sections: [], blocks: [], pages: [] });
  });

  it.each([
    ['one very long line', 'word *a [b `c <d {e '.repeat(7500)],
    ['brackets', '['.repeat(100_000)],
    ['quotes in quotes', `${'>'.repeat(2000)} x`],
    ['comments that never end', '<!-- '.repeat(50_000)],
    ['tags that never end', '<a '.repeat(50_000)],
    ['backticks', '` `` ``` '.repeat(20_000)],
    ['rows', '| a | b |\n|---|---|\n' + '| 1 | 2 |\n'.repeat(20_000)],
    ['an open fence', '```\n' + '# x\n'.repeat(100_000)],
  ])('of %s take bounded time', async (_, text) => {
    const started = process.cpuUsage().user;
    await read(text);
    await read(text, 'mdx');
    expect(process.cpuUsage().user - started).toBeLessThan(30_000_000);
  });
});

describe('other text', () => {
  it('is paragraphs, and code where it is laid out', async () => {
    const file = await read('A line\nof prose.\n\n    name     value\n    other    1\n', 'text', 'notes.txt');
    expect(file.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'code']);
    expect(file.blocks[1]?.text).toBe('```\n    name     value\n    other    1\n```');
  });

  it('is code in its own language when it is configuration', async () => {
    const file = await read('[main]\na=1\n\n# c\nb=2\n', 'source', 'x.ini');
    expect(file.blocks.map((block) => block.text)).toEqual(['```ini\n[main]\na=1\n```', '```ini\n# c\nb=2\n```']);
    expect(file.sections).toEqual([]);
  });
});
