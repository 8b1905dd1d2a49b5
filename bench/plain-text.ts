/**
 * Whether the Markdown reader loses text: every example of a CommonMark specification (`[{ markdown, html }]`) against
 * the words of its reference rendering, and every string of a list of odd strings (`["…"]`) against its own words.
 *
 * `node dist/bench/plain-text.js FILE.json…`
 */
import { readFile as readText } from 'node:fs/promises';
import { basename } from 'node:path';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { messageOf } from '../src/errors.js';
import { readFile } from '../src/ingest/read/read-file.js';

interface Example {
  readonly name: string;
  readonly markdown: string;
  /** Reference rendering; where there is none, the one of remark counts. */
  readonly html?: string;
}

const toHtml = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeStringify, { allowDangerousHtml: true })
  .freeze();

function examplesOf(given: unknown): Example[] {
  if (!Array.isArray(given)) throw new Error('Expected a list of examples or of strings.');
  return (given as unknown[]).map((item, at) => {
    if (typeof item === 'string') return { name: String(at), markdown: item };
    const { markdown, html, number } = item as { markdown: string; html: string; number?: number };
    // The specification shows tabs as arrows.
    return {
      name: String(number ?? at + 1),
      markdown: markdown.replaceAll('→', '\t'),
      html: html.replaceAll('→', '\t'),
    };
  });
}

function character(code: number): string {
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

/** Words and numbers that a reader of the page sees, by how often. */
function wordsOf(html: string): Map<string, number> {
  const text = html
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?-->|<[?!][^>]*>|<\/?[A-Za-z][^<>]*>/g, ' ')
    .replace(/&(?:#x([\da-f]+)|#(\d+)|amp|lt|gt|quot);/gi, (_, hex?: string, decimal?: string) =>
      hex === undefined ? character(Number(decimal ?? 0)) : character(parseInt(hex, 16)),
    );
  const words = new Map<string, number>();
  for (const [word] of text
    .replace(/[\p{Cf}\p{Cc}]/gu, (control) => (/\s/.test(control) ? ' ' : ''))
    .matchAll(/[\p{L}\p{N}]+/gu))
    words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

for (const path of process.argv.slice(2)) {
  const examples = examplesOf(JSON.parse(await readText(path, 'utf8')));
  const failures: string[] = [];
  const losses: string[] = [];
  for (const { name, markdown, html } of examples) {
    try {
      const read = await readFile(new TextEncoder().encode(markdown), 'markdown', 'example.md');
      const texts = [...read.sections.map(({ heading }) => heading), ...read.blocks.map(({ text }) => text)];
      const rendered = texts.map((text) => String(toHtml.processSync(text))).join('\n');
      const ours = [wordsOf(rendered), wordsOf(texts.join('\n'))];
      const lost = [...wordsOf(html ?? String(toHtml.processSync(markdown)))]
        .filter(([word, count]) => ours.every((words) => (words.get(word) ?? 0) < count))
        .map(([word]) => word);
      if (lost.length > 0) losses.push(`${name}: ${lost.join(' ')} in ${JSON.stringify(markdown)}`);
    } catch (error) {
      failures.push(`${name}: ${messageOf(error)}`);
    }
  }
  const clean = examples.length - failures.length - losses.length;
  console.log(
    `${basename(path)}: ${String(examples.length)} read, ${String(failures.length)} failed, ${String(clean)} without loss`,
  );
  for (const line of [...failures, ...losses]) console.log(`  ${line}`);
}
