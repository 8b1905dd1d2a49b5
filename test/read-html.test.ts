import { describe, expect, it } from '@jest/globals';
import type { ReadFile } from '../src/ingest/read/page-reader.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { renderMarkdown } from '../src/rendering/markdown.js';

function read(html: string | Uint8Array): Promise<ReadFile> {
  return readFile(typeof html === 'string' ? new TextEncoder().encode(html) : html, 'html', 'user-guide.html');
}

/** The blocks of a page whose body is `html`. */
async function blocks(html: string): Promise<string[]> {
  return (await read(`<!doctype html><body>${html}</body>`)).blocks.map(({ text }) => text);
}

const PROSE =
  'The gate closes a session that was idle for the configured time, unless the client asked to keep it open before.';

describe('the text of a page', () => {
  it('gives sections with anchors, and blocks as Markdown', async () => {
    const file = await read(`<!doctype html><html lang="de_AT"><head><title>Start — Gate 2.1 documentation</title>
      <meta name="generator" content="Writer 7"></head><body><main>
      <h1 id="top">Gate <em>guide</em><a class="headerlink" href="#top">¶</a></h1><p>Set <code>max_ttl</code>, <b>now</b>.
      <section id="limits"><h2><span class="section-number">3. </span>Limits</h2><ul><li>one<li>two<ul><li>deep</ul></ul></section>
      <a name="old"></a><h3>Older</h3><pre><code class="language-sh">gate --start
        --now</code></pre></main></body></html>`);
    expect(file).toMatchObject({
      title: 'Gate guide',
      language: 'de-AT',
      frontMatter: { generator: 'Writer 7' },
      sections: [
        { depth: 1, heading: 'Gate guide', anchor: 'top', parent: null },
        { depth: 2, heading: 'Limits', anchor: 'limits', parent: 0 },
        { depth: 3, heading: 'Older', anchor: 'old', parent: 1 },
      ],
      blocks: [
        { kind: 'paragraph', text: 'Set `max_ttl`, **now**.', section: 0 },
        { kind: 'list', text: '- one\n- two\n  - deep', section: 1 },
        { kind: 'code', text: '```sh\ngate --start\n        --now\n```', section: 2 },
      ],
    });
  });

  it.each([
    [
      'Sphinx',
      (text: string) =>
        `<div class="related"><a href="a">index</a></div><div role="main" class="document"><div itemprop="articleBody">${text}</div></div>`,
    ],
    [
      'Material for MkDocs',
      (text: string) =>
        `<header class="md-header"><a href="/">Site</a></header><main><div class="md-sidebar"><nav>menu words</nav></div><article class="md-content__inner">${text}</article></main>`,
    ],
    [
      'Docusaurus',
      (text: string) =>
        `<main><nav class="theme-doc-breadcrumbs">crumbs</nav><article><div class="theme-doc-markdown markdown">${text}</div></article><nav class="pagination-nav"><a href="b">Next page</a></nav></main>`,
    ],
    [
      'DocBook',
      (text: string) =>
        `<div class="navheader"><table><tr><td><a href="p">Prev</a></td></tr></table></div><div class="chapter">${text}</div><div class="navfooter"><a href="n">Next</a></div>`,
    ],
    [
      'Asciidoctor',
      (text: string) =>
        `<div id="header"><div id="toc" class="toc"><ul><li><a href="#a">one</a><li><a href="#b">two</a></ul></div></div><div id="content">${text}</div><div id="footer"><div id="footer-text">Last built</div></div>`,
    ],
    [
      'an old page in a layout table',
      (text: string) =>
        `<table><tr><td><a href="1">Home</a> <a href="2">Products</a> <a href="3">Support</a></td><td>${text}</td></tr></table>`,
    ],
    [
      'a page without any convention',
      (text: string) =>
        `<div><ul><li><a href="1">Home</a><li><a href="2">Products</a><li><a href="3">Downloads</a></ul><div>${text}</div><p><a href="4">Terms</a> <a href="5">Privacy</a> <a href="6">Contact</a></p></div>`,
    ],
  ])('is found in %s', async (_, page) => {
    const file = await read(`<body>${page(`<h1>Sessions</h1><p>${PROSE}</p><p>${PROSE}</p>`)}</body>`);
    expect(file.title).toBe('Sessions');
    expect(file.blocks.map(({ text }) => text)).toEqual([PROSE, PROSE]);
  });

  it('keeps what stands in a link target, also where nobody closed it', async () => {
    const file = await read(
      '<body><h1>T</h1><h2><a name="a">Open</h2>\n<p>First.</p>\n<ul><li>Item</ul>' +
        '<a name="b">Bare.</a><a name="c"><h2>Inside</h2><p>Last.</p></a></body>',
    );
    expect(file.sections.map(({ heading, anchor }) => `${heading}#${anchor}`)).toEqual(['T#t', 'Open#a', 'Inside#c']);
    expect(file.blocks.map(({ text }) => text)).toEqual(['First.', '- Item', 'Bare.', 'Last.']);
  });

  it('leaves out scripts, comments, hidden elements, buttons and invitations', async () => {
    const noise =
      '<script>var a</script><style>b{}</style><!-- c --><p hidden>d</p><p style="color:red; display: none">e</p>' +
      '<span aria-hidden="true">f</span><button>Copy</button><template>g</template><noscript>h</noscript>' +
      '<a href="x" class="edit-this-page">Suggest a change</a><p><a href="y">Edit this page</a></p><a rel="next" href="z">On</a>';
    expect(await blocks(`<main><p>${PROSE}</p>${noise}</main>`)).toEqual([PROSE]);
  });

  it('is the links where a page has nothing else', async () => {
    expect(
      await blocks(
        '<main><h1>All</h1><div class="toctree-wrapper"><ul><li><a href="a.html">A</a><li><a href="b.html">B</a></ul></div></main>',
      ),
    ).toEqual(['- [A](a.html)\n- [B](b.html)']);
  });

  it('keeps asides, headers and footnotes that are text', async () => {
    expect(
      await blocks(
        `<div role="main"><p>${PROSE}</p><aside class="footnote" role="doc-footnote"><span class="label">[1]</span><p>See the <a href="a">first</a> and <a href="b">second</a> report on it.</p></aside></div>`,
      ),
    ).toEqual([PROSE, '[1] See the [first](a) and [second](b) report on it.']);
  });

  it.each([
    ['Sessions — Gate 2.1 documentation', 'Sessions'],
    ['Sessions | Gate', 'Sessions'],
    ['Sessions - Gate documentation', 'Sessions'],
    ['Set-up - part two', 'Set-up - part two'],
  ])('takes the title %s when no heading says it', async (title, expected) => {
    expect((await read(`<title>${title}</title><h3>Other</h3><p>x</p>`)).title).toBe(expected);
  });
});

describe('charsets', () => {
  const bytes = (head: string, ...tail: number[]): Uint8Array =>
    Uint8Array.from([...new TextEncoder().encode(head), ...tail]);

  it('are read as declared', async () => {
    const latin = await read(bytes('<meta charset="iso-8859-1"><p>caf', 0xe9, 0x20, 0x93, 0x78, 0x94));
    expect(latin.blocks[0]?.text).toBe('café “x”');
    expect(latin.warnings).toEqual([]);
    const cyrillic = await read(
      bytes(
        '<meta http-equiv="content-type" content="text/html; charset=windows-1251"><p>',
        0xcf,
        0xf0,
        0xe8,
        0xe2,
        0xe5,
        0xf2,
      ),
    );
    expect(cyrillic.blocks[0]?.text).toBe('Привет');
  });

  it('are read as UTF-8 when the bytes are, whatever is declared', async () => {
    expect((await read('<meta charset="iso-8859-1"><p>naïve')).blocks[0]?.text).toBe('naïve');
  });

  it('are guessed with a warning when nothing is declared', async () => {
    const file = await read(bytes('<p>caf', 0xe9, ...new TextEncoder().encode(' au lait dans la cuisine')));
    expect(file.blocks[0]?.text).toContain('café');
    expect(file.warnings).toHaveLength(1);
  });

  it('of two bytes are read with and without a mark', async () => {
    const wide = Buffer.from('<html><body><p>größer</p>', 'utf16le');
    expect((await read(wide)).blocks[0]?.text).toBe('größer');
    expect((await read(Buffer.concat([Buffer.from([0xff, 0xfe]), wide]))).blocks[0]?.text).toBe('größer');
    expect((await read(Buffer.from(wide).swap16())).blocks[0]?.text).toBe('größer');
  });

  it('survive a stray NUL', async () => {
    expect(await blocks(`<p>${PROSE}\0</p>`)).toEqual([PROSE]);
  });
});

describe('tables', () => {
  it('repeat what spans rows and join the rows of the head', async () => {
    expect(
      await blocks(
        '<table><caption>Ports</caption><thead><tr><th rowspan="2">Name<th colspan="2">Limit<tr><th>low<th>high</thead>' +
          '<tr><td rowspan="2">a|b<td>1<td><p>2</p><ul><li>x<li>y</ul><tr><td>3<td><code>c|d</code><tr><td colspan="3">all</table>',
      ),
    ).toEqual([
      '**Ports**',
      '| Name | Limit / low | Limit / high |\n| - | - | - |\n| a\\|b | 1 | 2 • x • y |\n| a\\|b | 3 | `c\\|d` |\n| all | | |',
    ]);
  });

  it('have the head that they show', async () => {
    const row = '<tr><td><tt>ttl</tt><td>seconds';
    expect(await blocks(`<table><tr><td><b>Option</b><td><b>Unit</b>${row}</table>`)).toEqual([
      '| **Option** | **Unit** |\n| - | - |\n| `ttl` | seconds |',
    ]);
    expect(await blocks(`<table><tr><td>Option<td>Unit${row}${row}</table>`)).toEqual([
      '| Option | Unit |\n| - | - |\n| `ttl` | seconds |\n| `ttl` | seconds |',
    ]);
    expect(await blocks('<table><tr><td>Radio<td>Hex<tr><td>706<td>0x4e<tr><td>725<td>0x28</table>')).toEqual([
      '| Radio | Hex |\n| - | - |\n| 706 | 0x4e |\n| 725 | 0x28 |',
    ]);
    expect(await blocks(`<table>${row}${row}</table>`)).toEqual([
      '| | |\n| - | - |\n| `ttl` | seconds |\n| `ttl` | seconds |',
    ]);
  });

  it('that only lay out are unpacked; listings in cells stay listings', async () => {
    expect(
      await blocks('<table role="presentation"><tr><td><p>left</p><td><table><tr><td><p>in</p></table></table>'),
    ).toEqual(['left', 'in']);
    expect(await blocks('<table><tr><th>Step<th>Do<tr><td>1<td><pre>a\nb\nc\nd\n</pre></table>')).toEqual([
      '**Step**',
      '1',
      '**Do**',
      '```\na\nb\nc\nd\n```',
    ]);
    expect(
      await blocks(
        '<table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre><td class="code"><pre>ls\ncd</pre></table>',
      ),
    ).toEqual(['```\nls\ncd\n```']);
  });
});

describe('what generators write', () => {
  it.each([
    [
      'Sphinx',
      '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Hot.</p></div>',
      '> **Warning**\n>\n> Hot.',
    ],
    [
      'MkDocs',
      '<details class="note"><summary>Mind the gap</summary><p>Hot.</p></details>',
      '> **Note: Mind the gap**\n>\n> Hot.',
    ],
    ['DocBook', '<div class="tip"><h3 class="title">Tip</h3><p>Hot.</p></div>', '> **Tip**\n>\n> Hot.'],
    [
      'DocBook with an icon',
      '<div class="note"><table><tr><td rowspan="2"><img alt="[Note]" src="n.png"></td><th>Note</th></tr><tr><td><p>Hot.</p></td></tr></table></div>',
      '> **Note**\n>\n> Hot.',
    ],
    [
      'Docusaurus',
      '<div class="theme-admonition theme-admonition-info alert"><div class="admonitionHeading_Gvgb"><span></span>Careful</div><div class="admonitionContent_BuS1"><p>Hot.</p></div></div>',
      '> **Info: Careful**\n>\n> Hot.',
    ],
    [
      'Asciidoctor',
      '<div class="admonitionblock caution"><table><tr><td class="icon"><div class="title">Caution</div></td><td class="content">Hot.</td></tr></table></div>',
      '> **Caution**\n>\n> Hot.',
    ],
    [
      'GitHub',
      '<div class="markdown-alert markdown-alert-important"><p class="markdown-alert-title">Important</p><p>Hot.</p></div>',
      '> **Important**\n>\n> Hot.',
    ],
  ])('as call-outs becomes quotes: %s', async (_, html, expected) => {
    expect(await blocks(`<p>${PROSE}</p>${html}`)).toEqual([PROSE, expected]);
  });

  it.each([
    [
      'ARIA',
      '<div class="tabs"><ul role="tablist"><li role="tab">Linux</li><li role="tab">Mac</li></ul><div role="tabpanel"><p>apt</p></div><div role="tabpanel" hidden><p>brew</p></div></div>',
    ],
    [
      'Material for MkDocs',
      '<div class="tabbed-set"><input type="radio"><input type="radio"><div class="tabbed-labels"><label>Linux</label><label>Mac</label></div><div class="tabbed-content"><div class="tabbed-block"><p>apt</p></div><div class="tabbed-block"><p>brew</p></div></div></div>',
    ],
    [
      'sphinx-design',
      '<div class="sd-tab-set"><input><label>Linux</label><div class="sd-tab-content"><p>apt</p></div><input><label>Mac</label><div class="sd-tab-content"><p>brew</p></div></div>',
    ],
  ])('as tabs becomes labels: %s', async (_, html) => {
    expect(await blocks(html)).toEqual(['**Linux**', 'apt', '**Mac**', 'brew']);
  });

  it('as definitions becomes a list; long descriptions of objects become sections', async () => {
    expect(
      await blocks('<dl><dt><code>-a</code><dt><code>--all</code><dd>All of it.<dt>b<dd><p>One.</p><p>Two.</p></dl>'),
    ).toEqual(['- **`-a`**, **`--all`**: All of it.\n\n- **b**: One.\n\n  Two.']);
    const object = (id: string): string =>
      `<dl class="std option"><dt class="sig sig-object" id="${id}"><span class="sig-name descname">${id}</span></dt><dd><p>${PROSE}</p><p>${PROSE}</p></dd></dl>`;
    const file = await read(
      `<main><h1>Options</h1>${object('first-option')}${object('second-option')}<p>After.</p></main>`,
    );
    expect(file.sections).toMatchObject([
      { heading: 'Options', depth: 1 },
      { heading: 'first-option', depth: 2, anchor: 'first-option', parent: 0 },
      { heading: 'second-option', depth: 2, anchor: 'second-option', parent: 0 },
    ]);
    expect(file.blocks.at(-1)).toEqual({ kind: 'paragraph', text: 'After.', section: 0 });
  });
});

describe('phrases', () => {
  it('keep links as they stand, the descriptions of images, and powers', async () => {
    expect(
      await blocks(
        '<p><a href="../a_b.html#x">A</a> <img src="i.png" alt="A picture"> <img src="gif.gif" alt=""> 2<sup>32</sup> the 5<sup>th</sup></p>',
      ),
    ).toEqual(['[A](../a_b.html#x) ![A picture](i.png) 2^32 the 5th']);
  });

  it('escape what would be markup and nothing else', async () => {
    expect(
      await blocks('<p>max_ttl and __init__ and a * b and *.conf, [x], a[1](2), &lt;name>, C:\\dir, ~/a, `q`</p>'),
    ).toEqual(['max_ttl and \\_\\_init__ and a * b and \\*.conf, [x], a[1\\](2), \\<name>, C:\\dir, ~/a, \\`q\\`']);
    expect(await blocks('<p>1. no list</p><p># no heading</p><p>- no item</p><p>&amp;lt; stays</p>')).toEqual([
      '1\\. no list',
      '\\# no heading',
      '\\- no item',
      '\\&lt; stays',
    ]);
  });
});

describe('hostile pages', () => {
  const VECTORS = [
    '<img src=x onerror=alert(1)>',
    '<a href="java\tscript:alert(1)">go</a>',
    '<a href=" &#14; javascript:alert(1)">go</a>',
    '<a href="data:text/html,<script>alert(1)</script>">go</a>',
    '&lt;script>alert(1)&lt;/script>',
    '<p>&lt;img src=x onerror=alert(1)></p>',
    '<svg><script>alert(1)</script></svg><math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    '<pre>```\n<script>alert(1)</script></pre>',
    '<code>`</code>&lt;script>alert(1)&lt;/script>',
    '<table><tr><td>|&lt;script>alert(1)&lt;/script></table>',
    '<img alt="](javascript:alert(1))" src="a.png">',
    '<a href="a) &lt;script>alert(1)&lt;/script>">x](javascript:alert(1))</a>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data="javascript:alert(1)"></object>',
  ];

  it.each(VECTORS)('leave nothing that runs: %s', async (vector) => {
    for (const html of [vector, `<main><p>${PROSE}</p><ul><li>${vector}</ul></main>`]) {
      for (const block of (await read(html)).blocks) {
        const text = block.kind === 'code' ? '' : block.text.replace(/(`+)[^`][\s\S]*?\1/g, '');
        expect(text).not.toMatch(/(?<!\\)<(?!https?:)[a-z!/?]/i);
        expect(text).not.toMatch(/(?<!\\)\]\(\s*(?:javascript|data|vbscript):/i);
        const page = renderMarkdown(block.text, { idPrefix: 'c', headingLevel: 1 });
        expect(page).not.toMatch(/<(?:script|img|iframe|svg)|<[^>]*\son\w+=|<[^>]*javascript:/i);
      }
    }
  });

  it.each([
    ['containers', '<div>'.repeat(30_000) + 'x'],
    ['lists', '<ul><li>'.repeat(1500) + 'x'],
    ['tables', '<table><tr><td>'.repeat(500) + 'x'],
    ['quotes', '<blockquote>'.repeat(900) + 'x'],
    ['formatting', Array.from({ length: 3000 }, (_, at) => `<b id=${String(at)}>`).join('') + '<p>x'.repeat(3000)],
    ['empty phrases', '<a href=y></a><b> </b>'.repeat(20_000) + 'x'],
    ['spans of cells', '<table>' + '<tr><td colspan=1000 rowspan=65534>x'.repeat(300) + '</table>'],
    ['unclosed tags', '<p <b <i x="<a>"'.repeat(2000) + '>x'],
  ])('of endless %s give their text', async (_, html) => {
    const file = await read(html);
    expect(file.blocks.map(({ text }) => text).join()).toContain('x');
  });
});
