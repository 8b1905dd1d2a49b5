/** Pages as Microsoft Learn has them, and the includes of VitePress. */
import { describe, expect, it } from '@jest/globals';
import { pageBlocks } from './testkit/read-page.js';

describe('Microsoft Learn', () => {
  it('has zones and tabs whose names are labels, and images with a text', async () => {
    const page = [
      '::: zone pivot="cmd, bash"\n\nType.\n\n::: zone-end\n',
      '::: moniker range=">=2.1"\n\nNew.\n\n::: moniker-end\n',
      '# [Linux](#tab/linux)\n\nApt.\n\n# [Windows](#tab/win)\n\nExe.\n\n---\n',
      ':::image type="complex" source="a.png" alt-text="The parts":::\n  Three boxes.\n:::image-end:::\n',
      ':::row:::\n  :::column span="2":::\nLeft :::no-loc text="Box":::.\n  :::column-end:::\n:::row-end:::\n',
    ].join('\n');
    expect(await pageBlocks('a.md', page)).toEqual([
      '**cmd, bash**',
      'Type.',
      '**>=2.1**',
      'New.',
      '**Linux**',
      'Apt.',
      '**Windows**',
      'Exe.',
      '![The parts](a.png)\n  Three boxes.',
      'Left Box.',
    ]);
  });

  it('has quotes that are none, videos and names of interfaces', async () => {
    const page =
      '> [!div class="nextstepaction"]\n> [Go on](b.md)\n\n> [!NOTE]\n> Stays.\n\nSee [!VIDEO https://example.org/v] and <xref:A.B?displayProperty=name>.\n';
    expect(await pageBlocks('a.md', page)).toEqual([
      '[Go on](b.md)',
      '> **Note**\n>\n> Stays.',
      'See <https://example.org/v> and `A.B`.',
    ]);
  });

  it('takes lines of code from other files', async () => {
    const page = ':::code language="cpp" source="snippets/main.cpp" range="2":::\n';
    expect(await pageBlocks('doc/a.md', page, { 'doc/snippets/main.cpp': 'a\nb\nc\n' })).toEqual(['```cpp\nb\n```']);
  });
});

describe('VitePress', () => {
  it('takes in Markdown and code, also from the site’s folder', async () => {
    const files = { 'docs/parts/b.md': '---\ntitle: B\n---\nPart.\n', 'docs/src/run.sh': 'ls\n' };
    expect(
      await pageBlocks('docs/guide/a.md', '<!--@include: ../parts/b.md-->\n\n<<< @/src/run.sh{1}\n', files),
    ).toEqual(['Part.', '```sh\nls\n```']);
  });
});
