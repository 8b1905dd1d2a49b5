/**
 * How true the text of PDFs is: words that are glued together (and all unknown compounds, as the most that they could be), running headers and footers that leaked into chunks, and
 * whether the spans that answer questions are on chunks of the right physical page.
 *
 * `node dist/bench/pdf-fidelity.js FOLDER WORD-LIST [QUESTIONS.jsonl]`; a word list has one word a line, as Debian's
 * `wamerican` installs in /usr/share/dict/words.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createPageCheck } from '../src/ingest/prepare/check-pages.js';
import { chunkFile, type FilePassage } from '../src/ingest/chunk/chunk-file.js';
import { createReadFile } from '../src/ingest/read/read-file.js';

const [folder, wordList, questionFile] = process.argv.slice(2);
if (folder === undefined || wordList === undefined) throw new Error('Name a folder with PDFs and a list of words.');

const words = new Set((await readFile(wordList, 'utf8')).split('\n').map((word) => word.trim().toLowerCase()));
const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.pdf'))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const read = createReadFile();
const chunksOf = new Map<string, readonly FilePassage[]>();

/** Without what stands for layout: code, links' addresses, names with signs in them. */
function proseWords(text: string): string[] {
  return text
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/`[^`]*`|\]\([^)]*\)|\S*[@/_=.:\\<>()[\]{}#$%&*+~^|]\S+/g, ' ')
    .split(/[\s|]+/)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((word) => /^\p{Ll}+$/u.test(word) && word.length > 1);
}

/** Where blanks get lost, one of the two words is nearly always one of these; technical terms (hostname, netmask) hold none. */
const FUNCTION_WORDS = new Set(
  'the of to in is and for with that this from are was not has have can will which when where into then than must should its their each any all only also'.split(
    ' ',
  ),
);

/** Two words of the list in a row; neither the whole nor what it is an inflection of is in the list. */
function isCompound(word: string): boolean {
  if (word.length < 5 || words.has(word) || words.has(word.replace(/(?:s|es|ed|ing|ly|er|ers|able|ization)$/, '')))
    return false;
  return parts(word).some(([head, tail]) => head.length >= 3 && tail.length >= 3);
}

function isGlued(word: string): boolean {
  return isCompound(word) && parts(word).some(([head, tail]) => FUNCTION_WORDS.has(head) || FUNCTION_WORDS.has(tail));
}

function parts(word: string): [string, string][] {
  const found: [string, string][] = [];
  for (let at = 2; at <= word.length - 2; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (words.has(head) && words.has(tail)) found.push([head, tail]);
  }
  return found;
}

/** Chunks that begin or end with a line that many other pages of the file begin or end with as well. */
function leaks(chunks: readonly FilePassage[], pages: readonly { text: string }[]): number {
  const edges = new Map<string, number>();
  const mask = (line: string): string => line.replace(/\d+/g, '#').trim().toLowerCase();
  for (const { text } of pages) {
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^(?:#|```|\|)/.test(line));
    for (const line of new Set([lines[0], lines.at(-1)])) {
      if (line !== undefined && line.length < 120 && /\p{L}{2}/u.test(line))
        edges.set(mask(line), (edges.get(mask(line)) ?? 0) + 1);
    }
  }
  const running = new Set(
    [...edges].filter(([, count]) => count >= 4 && count >= 0.2 * pages.length).map(([line]) => line),
  );
  return chunks.filter(({ text }) => text.split('\n').some((line) => running.has(mask(line)))).length;
}

console.log(['pages', 'chunks', 'words', 'compounds %', 'glued %', 'leaking', 'off page', 'file'].join('\t'));
const total = { words: 0, compounds: 0, glued: 0, chunks: 0, leaking: 0, offPage: 0 };
for (const path of files) {
  const name = relative(folder, path);
  try {
    const file = await read(await readFile(path), 'pdf', name);
    const chunks = chunkFile(file, { countTokens: (text) => Math.ceil(text.length / 4), productName: name });
    chunksOf.set(name, chunks);
    const check = createPageCheck(file, name);
    let offPage = 0;
    for (const chunk of chunks) {
      try {
        check(chunk);
      } catch {
        offPage += 1;
      }
    }
    const prose = chunks.flatMap(({ text }) => proseWords(text));
    const glued = prose.filter(isGlued);
    const leaking = leaks(chunks, file.pages);
    total.words += prose.length;
    total.glued += glued.length;
    total.chunks += chunks.length;
    total.leaking += leaking;
    total.offPage += offPage;
    const compounds = prose.filter(isCompound);
    total.compounds += compounds.length;
    const percent = (list: readonly string[]): string => ((100 * list.length) / Math.max(1, prose.length)).toFixed(3);
    console.log(
      [file.pages.length, chunks.length, prose.length, percent(compounds), percent(glued), leaking, offPage, name].join(
        '\t',
      ),
    );
    if (process.env['SHOW_GLUED'] !== undefined) console.log(mostCommon(glued));
  } catch (error) {
    console.log(`\t\t\t\t\t\t\t${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(
  JSON.stringify({
    ...total,
    gluedPercent: (100 * total.glued) / Math.max(1, total.words),
    atMostPercent: (100 * total.compounds) / Math.max(1, total.words),
  }),
);

if (questionFile !== undefined) {
  const questions = (await readFile(questionFile, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  let right = 0;
  for (const line of questions) {
    const { id, span, page, relevant } = JSON.parse(line) as {
      id: string;
      span: string;
      page: number[];
      relevant: string[];
    };
    const wanted = plain(span);
    const found = relevant.map((name) =>
      (chunksOf.get(name) ?? [])
        .filter((chunk) => plain(chunk.text).includes(wanted))
        .map((chunk) => [chunk.firstPage, chunk.lastPage]),
    );
    const isRight = found.some((spans) =>
      spans.some(([first, last]) => page.some((index) => index >= (first ?? Infinity) && index <= (last ?? 0))),
    );
    if (isRight) right += 1;
    else console.log(`${id}: "${span}" wanted on ${page.join(', ')}, found on ${JSON.stringify(found)}`);
  }
  console.log(
    `questions with their span on a chunk of the right page: ${String(right)} of ${String(questions.length)}`,
  );
}

function plain(text: string): string {
  return text
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[`*[\]\\|]/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

function mostCommon(list: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 25);
  return sorted.map(([word, count]) => `${word} ${String(count)}`).join(', ');
}
