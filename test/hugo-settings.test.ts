/** What Hugo sites hand down to their pages, and the texts that their products share. */
import { describe, expect, it } from '@jest/globals';
import { pageBlocks, readPage } from './testkit/read-page.js';

describe('Hugo', () => {
  it('hands values down from the sections above, the nearest first, and from its settings', async () => {
    const files = {
      'content/_index.md': '---\ncascade:\n  - vers: "1"\n  - params:\n      port: 80\n---\n',
      'content/docs/_index.md': '---\ncascade:\n  vers: "2"\n---\n',
      'config/_default/hugo.yaml': 'params:\n  os: any\n',
    };
    const page = '---\ntitle: A\n---\n{{% param vers %}} {{< param "port" >}} {{% param os %}}\n';
    expect(await pageBlocks('content/docs/a.md', page, files)).toEqual(['2 80 any']);
  });

  it('takes in what is shared, not the page itself that has the same name', async () => {
    const page = '{{< docs/shared source="box" lookup="a.md" version="next" >}}\n';
    const file = await readPage('docs/use/a.md', page, { 'docs/shared/a.md': '---\ntitle: A\n---\nShared.\n' });
    expect(file.blocks.map(({ text }) => text)).toEqual(['Shared.']);
    expect(file.warnings).toEqual([]);
  });
});
