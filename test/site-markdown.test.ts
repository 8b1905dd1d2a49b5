/** Rendering of untrusted Markdown. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { htmlAsText } from '../src/rendering/html-as-text.js';
import { renderMarkdown } from '../src/rendering/markdown.js';

const render = (text: string, headingLevel = 1): string =>
  renderMarkdown(text, { idPrefix: 'chunk-a-1', headingLevel });

test('headings start below the heading of the page, whatever level they have', () => {
  expect(render('# One\n\n## Two')).toBe('<h2>One</h2>\n<h3>Two</h3>');
  expect(render('### One\n\n#### Two')).toBe('<h2>One</h2>\n<h3>Two</h3>');
  expect(render('###### Deep', 6)).toBe('<h6>Deep</h6>');
});

test('placeholders in angle brackets stay readable, formatting tags go, comments vanish', () => {
  expect(htmlAsText('<user-name>')).toBe('<user-name>');
  expect(htmlAsText('<kbd>Ctrl</kbd>')).toBe('Ctrl');
  expect(htmlAsText('<!-- hidden --><!DOCTYPE html>')).toBe('');
  expect(render('Log in as <user-name> with <kbd>Ctrl</kbd>.')).toBe('<p>Log in as &#x3C;user-name> with Ctrl.</p>');
  expect(render('<div>\nwords\n</div>')).toBe('<p>words</p>');
});

test('footnotes keep working and carry the prefix of their chunk', () => {
  const html = render('Text[^1]\n\n[^1]: Note');
  const target = /href="#([^"]+)"/.exec(html)?.[1] ?? '';
  expect(target).toMatch(/^chunk-a-1-/);
  expect(html).toContain(`id="${target}"`);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//evil.example',
  'file:///etc',
])('a link to %s keeps its words only', (href) => {
  expect(render(`[words](<${href}>)`)).toBe('<p>words</p>');
});

const vectors = new URL('../../shared/torture/xss/owasp-xss-evasion.json', import.meta.url);
const collected = existsSync(vectors);
if (!collected)
  process.stderr.write('NOT RUN: the collection of cross-site scripting vectors is not beside this checkout\n');

(collected ? test : test.skip)('no collected vector yields an element, attribute or address that acts', () => {
  const strings: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') strings.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(JSON.parse(readFileSync(vectors, 'utf8')));
  expect(strings.length).toBeGreaterThan(20);
  const allowed =
    /^(?:h[1-6]|p|br|hr|blockquote|pre|code|em|strong|del|sup|ul|ol|li|a|table|thead|tbody|tr|th|td|section|input|div|span)$/;
  for (const text of strings.flatMap((vector) => [
    vector,
    `[words](${vector})`,
    `![words](${vector})`,
    `Words ${vector} words`,
  ])) {
    const html = render(text);
    for (const [, name = '', attributes = ''] of html.matchAll(/<\/?([a-zA-Z][^\s/>]*)([^>]*)>/g)) {
      expect(name).toMatch(allowed);
      expect(attributes).not.toMatch(/(?:^|[\s"])(?:on\w+|style|src|srcset|formaction)\s*=/i);
      const [, href] = /href="([^"]*)"/.exec(attributes) ?? [];
      if (href !== undefined) expect(href).toMatch(/^(?:https?:|mailto:|#chunk-a-1-)/i);
    }
  }
});
