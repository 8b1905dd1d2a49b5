/** What MDX components say by their attributes, and MDX that is called Markdown. */
import { describe, expect, it } from '@jest/globals';
import { pageBlocks, readPage } from './testkit/read-page.js';

describe('components', () => {
  it('that name a call-out are one, also on a single line', async () => {
    const page =
      '<Note>Save first.</Note>\n\n<Callout type="warn" title="Slow">\n  Wait, <Badge text="beta" />.\n\n  - a\n</Callout>\n\n1. Go\n\n   <Tip>\n   Fast.\n   </Tip>\n';
    expect(await pageBlocks('a.mdx', page)).toEqual([
      '> **Note**\n>\n> Save first.',
      '> **Warning: Slow**\n>\n> Wait, beta.\n>\n> - a',
      '1. Go\n\n   > **Tip**\n   >\n   > Fast.',
    ]);
  });

  it('that describe a field say its name, place, type and default', async () => {
    const page =
      '<ParamField query="limit" type="integer" default="10" required>\n  At most.\n</ParamField>\n\n<ResponseField name="id" type="string" />\n';
    expect(await pageBlocks('a.mdx', page)).toEqual([
      '**`limit`** (query, integer, required, default 10)',
      'At most.',
      '**`id`** (string)',
    ]);
  });

  it('that are cards lead to their address and keep their description, also without content', async () => {
    const page =
      '<Cards>\n  <Card title="Start" href="/start" description="In five minutes." />\n  <Card title="Next" href="/next">\n    More.\n  </Card>\n</Cards>\n';
    expect(await pageBlocks('a.mdx', page)).toEqual([
      '**[Start](/start)**',
      'In five minutes.',
      '**[Next](/next)**',
      'More.',
    ]);
  });

  it('that are given properties become a table, and trees of files a list', async () => {
    const page =
      '<TypeTable type={{ "limit": { description: "At most | none", type: "number" }, all: { type: "A | B" } }} />\n\n<Files>\n  <Folder name="app">\n    <File name="page.ts" />\n  </Folder>\n</Files>\n';
    expect(await pageBlocks('a.mdx', page)).toEqual([
      '| Name | Type | Description |\n| --- | --- | --- |\n| `limit` | `number` | At most \\| none |\n| `all` | `A \\| B` |  |'.replace(
        '|  |',
        '| |',
      ),
      '- app\n\n- page.ts',
    ]);
  });
});

describe('MDX that is called Markdown', () => {
  const page =
    "import Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\nimport {release, other} from '@site/src/release';\nimport Part from './_part.md';\n\n# Use\n\n<Tabs>\n<TabItem value=\"cli\" label=\"CLI\">\n\nRun {release.name}.\n\n</TabItem>\n</Tabs>\n\n<Part />\n";

  it('is read as MDX where it imports components, with the values of modules that only state some', async () => {
    const files = {
      'src/release.js': "export const release = {\n  name: '2.4',\n};\n",
      'docs/_part.md': 'Part.\n',
    };
    const file = await readPage('docs/a.md', page, files);
    expect(file.blocks.map(({ text }) => text)).toEqual(['**CLI**', 'Run 2.4.', 'Part.']);
    expect(file.warnings).toEqual([]);
  });

  it('is read as MDX below the settings of Docusaurus, if it has components', async () => {
    const text = '<Tabs>\n<TabItem label="UI">\n\nClick.\n\n</TabItem>\n</Tabs>\n';
    expect(await pageBlocks('docs/a.md', text, { 'docusaurus.config.js': '' })).toEqual(['**UI**', 'Click.']);
  });

  it('is Markdown where imports stand in code or in a script of Vue', async () => {
    const text =
      "<script setup>\nimport Player from './player.vue'\n</script>\n\nUse {x} of <Player src=\"a.mp4\" /> here.\n\n```js\nimport a from 'b';\n```\n";
    expect(await pageBlocks('a.md', text)).toEqual(['Use {x} of  here.', "```js\nimport a from 'b';\n```"]);
  });

  it('keeps placeholders in angle brackets and shows the text of badges', async () => {
    expect(await pageBlocks('a.md', 'Set <Name> and <APP_HOST> <Badge type="tip" text="new" />.\n')).toEqual([
      'Set <Name> and <APP_HOST> new.',
    ]);
  });
});
