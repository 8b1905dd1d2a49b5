/** Pages of Sphinx sites that are written in MyST Markdown. */
import { describe, expect, it } from '@jest/globals';
import { pageBlocks, readPage } from './testkit/read-page.js';

describe('MyST', () => {
  it('has roles that become their text, and code spans that only look like them', async () => {
    const page =
      'See {ref}`the\npools <pools>` and {ref}`disks`, press {kbd}`F1`, set {conf:option}`a.b`, click {guilabel}`Go`.\n\nAsk `/1/{name}` or `x`, ``{ref}`y` ``.\n';
    expect(await pageBlocks('a.md', page)).toEqual([
      'See the\npools and disks, press `F1`, set `a.b`, click **Go**.',
      'Ask `/1/{name}` or `x`, ``{ref}`y` ``.',
    ]);
  });

  it('has targets and comments that are no text, and ids as Sphinx makes them', async () => {
    const { sections, blocks } = await readPage('a.md', '(first-page)=\n# Use v1.0 & up\n\n% not yet\n\nText.\n');
    expect(sections.map(({ heading, anchor }) => [heading, anchor])).toEqual([['Use v1.0 & up', 'use-v1-0-up']]);
    expect(blocks.map(({ text }) => text)).toEqual(['Text.']);
  });

  it('gives ids as Sphinx does to what only the settings above show to be of Sphinx', async () => {
    const { sections } = await readPage('doc/a.md', '# Use v1.0\n', { 'doc/conf.py': '' });
    expect(sections[0]?.anchor).toBe('use-v1-0');
  });

  it('has tabs and call-outs in fences, also where one closing line is meant for two', async () => {
    const page = [
      '`````{tabs}\n````{group-tab} CLI\n\n    run\n\n```{admonition} Mind\n:class: tip\nIt is {ref}`slow`.\n```\n````',
      '```{group-tab} UI\nClick.\n````````\n',
      'After.\n\n:::{versionadded} 2.1\n:::\n',
    ].join('\n');
    expect(await pageBlocks('a.md', page)).toEqual([
      '**CLI**',
      '```\nrun\n```',
      '> **Note: Mind**\n>\n> It is slow.',
      '**UI**',
      'Click.',
      'After.',
      '> **Note: Added in version 2.1**',
    ]);
  });

  it('has directives for code, captions, tables and options, and some that are no text', async () => {
    const page = [
      '```{toctree}\n:maxdepth: 1\n\nother\n```',
      '```{code-block} yaml\n:caption: x\na: {ref}`b`\n```',
      '```{terminal}\n:input: show all\n\none\n```',
      '```{figure} a.png\n:width: 80%\n\nThe {ref}`parts`.\n```',
      '```{list-table} Ports\n:header-rows: 1\n\n* - Name\n  - Number\n* - web\n  - 80\n    or 443\n```',
      '```{conf:option} core.port server\n:type: integer\n\nWhere it listens.\n```',
      '```{r}\nplot(1)\n```',
    ].join('\n\n');
    expect(await pageBlocks('a.md', page)).toEqual([
      '```yaml\na: {ref}`b`\n```',
      '```console\n$ show all\n\none\n```',
      'The parts.',
      '**Ports**',
      '| Name | Number |\n| --- | --- |\n| web | 80 or 443 |',
      '**`core.port server`**',
      '- type: integer',
      'Where it listens.',
      '```{r}\nplot(1)\n```',
    ]);
  });

  it('includes only the part that the options choose, and code as code', async () => {
    const files = {
      'doc/all.txt': 'no\n<!-- a start -->\nA.\n<!-- a end -->\nno\n',
      'doc/x.sh': 'set -e\nls\n',
    };
    const page =
      '```{include} all.txt\n    :start-after: <!-- a start -->\n    :end-before: <!-- a end -->\n```\n\n```{literalinclude} x.sh\n:language: bash\n:lines: 2-\n```\n';
    expect(await pageBlocks('doc/a.md', page, files)).toEqual(['A.', '```bash\nls\n```']);
  });

  it('knows the substitutions of the page, of the settings and of the files that these read', async () => {
    const files = {
      'doc/conf.py':
        "myst_substitutions = {\n    'product': 'Box',\n}\nwith open('./more.yaml') as fd:\n    myst_substitutions.update(yaml.safe_load(fd))\n",
      'doc/more.yaml': 'track: "5.2"\n',
    };
    const page = '---\nmyst:\n  substitutions:\n    unit: MiB\n---\n{{product}} {{ track }} in {{ unit }}.\n';
    expect(await pageBlocks('doc/a.md', page, files)).toEqual(['Box 5.2 in MiB.']);
  });
});
