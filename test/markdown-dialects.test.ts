/** Markdown as the generators of documentation sites extend it. */
import { describe, expect, it } from '@jest/globals';
import { pageBlocks as blocks, readPage as read } from './testkit/read-page.js';

describe('MDX partials', () => {
  const page = [
    "import Needs from '../_includes/_needs.mdx';",
    "import Far from '@site/docs/version-2/_includes/_far.mdx';",
    "export const platform = 'linux';",
    '',
    '# Requirements',
    '',
    '1. First',
    '',
    '   <Far name="x" />',
    '',
    '<Needs platform={platform} />',
    '',
    '| a | b |\n| --- | --- |\n| <Yes /> | <Far name="y" /> |',
    '',
  ].join('\n');
  const files = {
    'docs/2/_includes/_needs.mdx':
      "---\ntitle: no page\n---\nimport Other from './_other.mdx';\n\n## Node\n\n<If condition={props.platform === 'linux'}>\nKernel 5.\n</If>\n" +
      "<If condition={!(props.platform !== 'windows')}>\nService pack.\n</If>\n\n<Other/>\n",
    'docs/2/_includes/_other.mdx': '- deep\n',
    'docs/2/_includes/_far.mdx': 'Far {props.name}.\n',
  };

  it('stand where their component stands, with its properties', async () => {
    const file = await read('docs/2/start/requirements.mdx', page, files);
    expect(file.sections.map(({ heading }) => heading)).toEqual(['Requirements', 'Node']);
    expect(file.blocks.map(({ text }) => text)).toEqual([
      '1. First\n\n   Far x.',
      'Kernel 5.',
      '- deep',
      '| a | b |\n| --- | --- |\n| ✓ | Far y. |',
    ]);
    expect(file.warnings).toEqual([]);
    expect(file.includes?.filter(({ sha256 }) => sha256 !== null).map(({ path }) => path)).toEqual([
      'docs/2/_includes/_far.mdx',
      'docs/2/_includes/_needs.mdx',
      'docs/2/_includes/_other.mdx',
    ]);
  });

  it('that are missing or go in circles are warnings', async () => {
    const file = await read('a.mdx', "import A from './_a.mdx';\nimport B from './_b.mdx';\n\nText.\n\n<A/>\n", {
      '_a.mdx': "import A from './_a.mdx';\n\nOnce.\n\n<A/>\n",
    });
    expect(file.blocks.map(({ text }) => text)).toEqual(['Text.', 'Once.']);
    expect(file.warnings).toEqual([
      'the file ./_b.mdx that it includes was not found',
      '_a.mdx includes itself and was left out there',
    ]);
  });

  it('do not keep addresses in angle brackets from being read', async () => {
    const file = await read(
      'a.mdx',
      'See [it](<https://example.org/a b>) and <If condition={false}>not</If> this.<br />\n',
    );
    expect(file.warnings).toEqual([]);
    expect(file.blocks[0]?.text).toBe('See [it](<https://example.org/a b>) and  this.');
  });

  it('may be raw texts', async () => {
    const text = 'import Code from \'!!raw-loader!./x.yaml\';\n\n<CodeBlock language="yaml">{Code}</CodeBlock>\n';
    expect(await blocks('a.mdx', text, { 'x.yaml': 'a: 1\n' })).toEqual(['```yaml\na: 1\n```']);
  });
});

describe('includes in Markdown', () => {
  it.each([
    ['{{< include "parts/a.md" >}}', 'content/includes/parts/a.md'],
    ['{{% include file="/parts/a.md" %}}', '_includes/parts/a.md'],
    ['--8<-- "parts/a.md"', 'parts/a.md'],
    ['--8<--\nparts/a.md\n--8<--', 'docs/parts/a.md'],
    ['{% include "a.md" %}', 'docs/guide/_includes/a.md'],
    ['{% include-markdown "../a.md" %}', 'docs/a.md'],
    ['[!INCLUDE [what](../a.md)]', 'docs/a.md'],
    ['```{include} ../a.md\n```', 'docs/a.md'],
  ])('%s', async (text, path) => {
    const included = '---\ntitle: Part\n---\n\nIt is **in**.\n';
    const found = await blocks('docs/guide/page.md', `Before.\n\n${text}\n\nAfter.\n`, { [path]: included });
    expect(found.slice(0, 3)).toEqual(['Before.', 'It is **in**.', 'After.']);
  });

  it('keep the place in a list, and are taken in code too', async () => {
    const files = {
      'includes/a.md': 'One.\n\n- two\n',
      'code.py': '# --8<-- [start:x]\nx = 1\n# --8<-- [end:x]\ny = 2\n',
    };
    expect(await blocks('p.md', '1. {{< include "a.md" >}}\n\n   Last.\n', files)).toEqual([
      '1. One.\n\n   - two\n\n   Last.',
    ]);
    expect(await blocks('p.md', '```py\n--8<-- "code.py:x"\n```\n', files)).toEqual(['```py\nx = 1\n```']);
    expect(await blocks('p.md', '```py\n--8<-- "code.py:4"\n```\n', files)).toEqual(['```py\ny = 2\n```']);
    expect(await blocks('p.md', '{{< readfile file="code.py" code="true" lang="python" >}}\n', files)).toEqual([
      '```python\nx = 1\ny = 2\n```',
    ]);
    expect(await blocks('p.md', '```\n{{< include "a.md" >}}\n```\n', files)).toEqual([
      '```\n{{< include "a.md" >}}\n```',
    ]);
  });

  it('end where they would never end', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `n${String(at)}.md`);
    const files = Object.fromEntries(
      names.map((name, at) => [name, `x\n\n${`--8<-- "n${String(at + 1)}.md"\n\n`.repeat(10)}`]),
    );
    const file = await read(
      'p.md',
      '--8<-- "n0.md"\n\n--8<-- "../out/p.md"\n\n--8<-- "https://example.org/a.md"\n',
      files,
    );
    expect(file.warnings).toContain('includes more than is read; the rest was left out');
    expect(file.warnings).toContain('the file ../out/p.md that it includes was not found');
    expect(file.warnings).toContain('1 includes from other addresses were left out: https://example.org/a.md');
    expect(file.blocks.length).toBeLessThan(2_100);
  });
});

describe('variables', () => {
  it('of Docusaurus come from variables.js, also in titles, code and links', async () => {
    const text =
      '---\ntitle: Install $[product.name]\n---\n\n$[product.name] $[version], `$[product.name]`, $[nowhere]\n';
    const file = await read('docs/2/a.mdx', text, {
      'docs/2/variables.js':
        "const releases = require('./x.json');\nconst name = 'Atlas';\nmodule.exports = { product: { name }, version: `v${2}`, releases };\n",
    });
    expect(file.title).toBe('Install Atlas');
    expect(file.blocks[0]?.text).toBe('Atlas v2, `Atlas`, $[nowhere]');
    expect(file.warnings).toEqual(['1 variables without a value were left as they stand: nowhere']);
  });

  it('of Hugo come from the page, the settings and shortcodes that are texts', async () => {
    const text =
      '---\nlevel: high\n---\n{{< param "level" >}} {{< param "site.name" >}} {{< gate-version >}} {{< odd-version >}}\n';
    const file = await read('content/a.md', text, {
      'hugo.toml': '[params.site]\nname = "Gate"\n',
      'layouts/shortcodes/gate-version.html': '3.1.4\n',
      'layouts/shortcodes/odd-version.html': '{{ .Page.Title }}\n',
    });
    expect(file.blocks[0]?.text).toBe('high Gate 3.1.4 {{< odd-version >}}');
    expect(file.warnings).toEqual(['1 variables without a value were left as they stand: odd-version']);
  });

  it('of MkDocs come from extra, where macros are on', async () => {
    const macros = 'plugins:\n  - macros\nextra:\n  release: 4.0\n  site:\n    name: !!python/name Door\n';
    const text = '{{ release }} and {{ site.name }}; `{{ other }}`\n';
    expect(await blocks('docs/a.md', text, { 'mkdocs.yml': macros })).toEqual(['4 and Door; `{{ other }}`']);
    const file = await read('docs/a.md', text, { 'mkdocs.yml': 'site_name: X\n' });
    expect(file.blocks[0]?.text).toBe(text.trim());
  });
});

describe('Hugo shortcodes', () => {
  it('become what they stand for', async () => {
    const text = [
      'See [it]({{< ref "/a/b.md#c" >}}).{{% icon star %}}',
      '{{< figure src="x.png" caption="The ports" >}}',
      '{{< highlight yaml >}}\na: 1\n{{< /highlight >}}',
      '{{<details summary="More">}}\n\nHidden.\n\n{{</details>}}',
      '{{% table %}}\n\n| a |\n| --- |\n| b |\n\n{{% /table %}}',
      '{{<tabs name="x">}}\n{{%tab name="Helm"%}}\n\nhelm\n\n{{%/tab%}}\n{{</tabs>}}',
      '{{< ghcode "https://example.org" >}}',
    ].join('\n\n');
    const file = await read('a.md', text);
    expect(file.blocks.map((block) => block.text)).toEqual([
      'See [it](/a/b.md#c).',
      'The ports',
      '```yaml\na: 1\n```',
      '**More**',
      'Hidden.',
      '| a |\n| --- |\n| b |',
      '**Helm**',
      'helm',
      '{{< ghcode "https://example.org" >}}',
    ]);
    expect(file.warnings).toEqual(['1 shortcodes were left as they stand: ghcode']);
  });
});

describe('call-outs and tabs', () => {
  const note = '> **Note**\n>\n> Mind *it*.';
  it.each([
    [':::note\nMind *it*.\n:::'],
    [':::{note}\nMind *it*.\n:::'],
    ['```{note}\nMind *it*.\n```'],
    ['!!! note\n    Mind *it*.'],
    ['???+ note\n    Mind *it*.'],
    ['/// note\n    attrs: {id: x}\n\nMind *it*.\n\n///'],
    ['{{< note >}}\nMind *it*.\n{{< /note >}}'],
    ['{{< call-out "note" >}}\nMind *it*.\n{{< /call-out >}}'],
    ['> [!NOTE]\n> Mind *it*.'],
    ['> **Note:** Mind *it*.'],
    ['> **NOTE**: Mind *it*.'],
    ['> __Note__\n>\n> Mind *it*.'],
    ['> :warning: **Note:** Mind *it*.'],
  ])('%j has the one form', async (text) => {
    expect(await blocks('a.md', text)).toEqual([note]);
  });

  it('keep titles, and bold words that are none', async () => {
    expect(await blocks('a.md', '/// warning | Hot *stuff*\n\nText\n\n//// tab | Inner\n\nx\n\n////\n\n///')).toEqual([
      '> **Warning: Hot *stuff***\n>\n> Text\n>\n>\n> **Inner**\n>\n>\n> x',
    ]);
    expect(await blocks('a.md', '> **Note: Ports** and\n> **Note:** more')).toEqual([
      '> **Note: Ports**\n>\n> and\n> **Note:** more',
    ]);
    expect(await blocks('a.md', '> **Nothing** special')).toEqual(['> **Nothing** special']);
  });

  it('keep tabs apart by their labels', async () => {
    const tabs = ['**A**', 'one', '**B**', 'two'];
    expect(await blocks('a.md', '=== "A"\n\n    one\n\n=== "B"\n\n    two\n')).toEqual(tabs);
    expect(await blocks('a.md', '/// tab | A\none\n///\n\n/// tab | B\ntwo\n///\n')).toEqual(tabs);
    expect(
      await blocks(
        'a.mdx',
        '<Tabs>\n<TabItem label="A" value="a">\n\none\n\n</TabItem>\n<TabItem value="B">\n\ntwo\n\n</TabItem>\n</Tabs>\n',
      ),
    ).toEqual(tabs);
  });
});

describe('anchors', () => {
  const headings = '# Set_up `x` & Ünï!\n\n# Twice\n\n# Twice\n';
  it('are made as GitHub and Docusaurus make them, or as MkDocs does', async () => {
    const anchors = async (...args: Parameters<typeof read>): Promise<string[]> =>
      (await read(...args)).sections.map(({ anchor }) => anchor);
    expect(await anchors('a.md', headings)).toEqual(['set_up-x--ünï', 'twice', 'twice-1']);
    expect(await anchors('docs/a.md', headings, { 'mkdocs.yml': '' })).toEqual(['set_up-x-uni', 'twice', 'twice_1']);
    expect(await anchors('a.md', `${headings}\n!!! note\n    x\n`)).toEqual(['set_up-x-uni', 'twice', 'twice_1']);
    expect(await anchors('a.mdx', '# A {#own}\n')).toEqual(['own']);
  });
});

describe('front matter', () => {
  it('states kind, release and versions, or says nothing', async () => {
    const file = await read(
      'a.md',
      '---\napplicable: Gate 2010, Gate 2013\ndoc_type: Release Notes\ndate: 2024-05-06T10:00:00Z\nlang: de-AT\n---\nx\n',
    );
    expect(file).toMatchObject({
      versions: ['Gate 2010', 'Gate 2013'],
      kind: 'RELEASE_NOTES',
      releasedOn: '2024-05-06',
      language: 'de-AT',
    });
    const silent = await read('b.md', '---\ndate: 2024-05-06\ntype: docs\nlang: "not a language!"\n---\nx\n');
    expect(silent).not.toHaveProperty('releasedOn');
    expect(silent).not.toHaveProperty('kind');
    expect(silent).not.toHaveProperty('language');
  });

  it('may be TOML, and gives its title in spite of a fault', async () => {
    expect((await read('a.md', '+++\ntitle = "From TOML"\n+++\nx\n')).title).toBe('From TOML');
    expect((await read('a.md', '---\ntitle: Ports: all of them\nx: [\n---\nx\n')).title).toBe('Ports: all of them');
  });
});

describe('tables', () => {
  it('lose the blanks that only align them', async () => {
    expect(await blocks('a.md', '| Name  | Port     |\n| ----- | -------: |\n| ssh   |       22 |\n')).toEqual([
      '| Name | Port |\n| --- | ---: |\n| ssh | 22 |',
    ]);
  });
});

describe('odd Markdown', () => {
  it('with a line of 200,000 characters is read at once', async () => {
    const started = performance.now();
    for (const text of [`${'word '.repeat(40_000)}\n`, `${'[x]('.repeat(50_000)}\n`, `${'> '.repeat(100_000)}\n`]) {
      expect((await read('a.md', text)).blocks.length).toBeGreaterThan(0);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('without text has no blocks', async () => {
    for (const text of ['', '\n', '---\ntitle: x\n---\n', '\u200b\ufeff\r\n'])
      expect(await blocks('a.md', text)).toEqual([]);
  });
});
