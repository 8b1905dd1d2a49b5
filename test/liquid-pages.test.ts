/** Pages of GitBook and Jekyll: Markdown with Liquid's tags and kramdown's attribute lists. */
import { describe, expect, it } from '@jest/globals';
import { pageBlocks, readPage } from './testkit/read-page.js';

describe('GitBook', () => {
  it('has hints that are call-outs, also in lists, and tabs whose titles are labels', async () => {
    const page = [
      '{% hint style="warning" %}\nSave first.&#x20;\n{% endhint %}\n',
      '1. Start\n\n   {% hint style="info" %}\n   Wait.\n   {% endhint %}\n',
      '{% tabs %}\n{% tab title="Linux" %}\n{% code title="run.sh" overflow="wrap" %}\n```sh\n./run {% x %}\n```\n{% endcode %}\n{% endtab %}\n{% endtabs %}',
    ].join('\n');
    expect(await pageBlocks('a.md', page)).toEqual([
      '> **Warning**\n>\n> Save first.',
      '1. Start\n\n\n   > **Info**\n   >\n   > Wait.'.replace('\n\n\n', '\n\n'),
      '**Linux**',
      '**run.sh**',
      '```sh\n./run {% x %}\n```',
    ]);
  });

  it('keeps what references hold and says what operations are', async () => {
    const page = [
      '{% content-ref url="b.md" %}\n[Next](b.md)\n{% endcontent-ref %}\n',
      '{% swagger method="get" path="/v1/pods" summary="List pods" %}\n{% swagger-parameter in="query" name="limit" type="integer" required="true" %}\nAt most.\n{% endswagger-parameter %}\n{% endswagger %}',
    ].join('\n');
    expect(await pageBlocks('a.md', page)).toEqual([
      '[Next](b.md)',
      '**GET /v1/pods List pods**',
      '- `limit` (query, integer, required)\nAt most.',
    ]);
  });

  it('takes in its reusable texts, which lie in a hidden folder', async () => {
    const files = { '.gitbook/includes/limit.md': '---\ntitle: Limit\n---\n\nTen at most.\n' };
    expect(await pageBlocks('guide/a.md', '{% include "../.gitbook/includes/limit.md" %}\n', files)).toEqual([
      'Ten at most.',
    ]);
  });
});

describe('Jekyll', () => {
  const site = { '_config.yml': 'baseurl: /v2\nrelease: "2.4"\n' };

  it('gives values of its settings and of the page, and steers with tags that are no text', async () => {
    const page =
      '---\nlayout: page\nport: 80\n---\n{% comment %}\nnot this\n{% endcomment %}\n{% assign x = 1 %}\nVersion {{ site.release }} at {{page.port}}, see [more]({{site.baseurl}}/more).\n\n{% if a %}\nOne.\n{% endif %}\n\n' +
      '```json\n{% raw %}\n{"q": "{{param}}"}\n{% endraw %}\n```\n\n{% highlight sh %}\nls\n{% endhighlight %}\n';
    const file = await readPage('docs/a.md', page, site);
    expect(file.blocks.map(({ text }) => text)).toEqual([
      'Version 2.4 at 80, see [more](/v2/more).',
      'One.',
      '```json\n{"q": "{{param}}"}\n```',
      '```sh\nls\n```',
    ]);
    expect(file.warnings).toEqual([]);
  });

  it('leaves tags as they stand where nothing shows the page to be of Jekyll', async () => {
    const file = await readPage('docs/a.md', 'Write {% if ready %} here.\n');
    expect(file.blocks[0]?.text).toBe('Write {% if ready %} here.');
    expect(file.warnings).toEqual(['1 tags were left as they stand: if']);
  });

  it('shows captured text where it is named, or as code where an include shows code', async () => {
    const page =
      '{% capture where %}the log{% endcapture %}\nLook into {{ where }}.\n\n{% capture call %}\nGET /pods\n\n{}\n{% endcapture %}\n{% include code-block.html\n    rest=call %}\n';
    const files = { ...site, '_includes/code-block.html': '<div>{{ include.rest }}</div>' };
    expect(await pageBlocks('a.md', page, files)).toEqual(['Look into the log.', '```\nGET /pods\n\n{}\n```']);
  });

  it('leaves out the templates and buttons that its pages include, not the texts', async () => {
    const files = {
      ...site,
      '_includes/copy.html': '<label hidden>copy</label>',
      '_includes/list.html': '<ul>{% for p in pages %}<li>{{ p.title }} of all the pages</li>{% endfor %}</ul>',
      '_includes/text.html': '<p>Back up before you upgrade.</p>',
    };
    const page = '{% include copy.html %}\n\n{% include list.html %}\n\n{% include text.html %}\n';
    expect(await pageBlocks('a.md', page, files)).toEqual(['Back up before you upgrade.']);
  });
});

describe('attribute lists', () => {
  it('make call-outs of the block above or below, within its indentation', async () => {
    const page =
      'Slow.\n{: .warning}\n\n{: .note }\nFast.\n\n1. Do\n\n   Mind.\n   {: .tip}\n\nIntroduced 1.0\n{: .label .label-purple }\n';
    expect(await pageBlocks('a.md', page)).toEqual([
      '> **Warning**\n>\n> Slow.',
      '> **Note**\n>\n> Fast.',
      '1. Do\n\n\n   > **Tip**\n   >\n   > Mind.'.replace('\n\n\n', '\n\n'),
      'Introduced 1.0',
    ]);
  });

  it('go where they only lay out, and leave anchors and code alone', async () => {
    const page =
      '1. TOC\n{:toc}\n\n## Use `x` {#use}\n\n![A](a.png){: width="70" } and [b](b){ .md-button target=_blank }\n{ .annotate }\n\n{::nomarkdown}\n<b>c</b>\n{:/}\n\n```\n{: .note}\n```\n';
    const { sections, blocks } = await readPage('a.md', page);
    expect(sections.map(({ heading, anchor }) => [heading, anchor])).toEqual([['Use x', 'use']]);
    expect(blocks.map(({ text }) => text)).toEqual(['![A](a.png) and [b](b)', '<b>c</b>', '```\n{: .note}\n```']);
  });

  it('are not said twice: a call-out that begins with its own name', async () => {
    expect(await pageBlocks('a.md', ':::note\n**Note**: Once.\n:::\n\n:::tip\n**Note:** Other.\n:::\n')).toEqual([
      '> **Note**\n>\n> Once.',
      '> **Tip**\n>\n> **Note:** Other.',
    ]);
  });
});
