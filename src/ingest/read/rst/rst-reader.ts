/** Reads reStructuredText as docutils and Sphinx understand it. */
import { decodeText } from '../parts/decode.js';
import { statedFacts } from '../parts/stated-facts.js';
import { titleFromName } from '../parts/file-title.js';
import { besideOrAbove } from '../include/include-paths.js';
import type { PageReader, ReadFile } from '../page-reader.js';
import type { ReadContext } from '../read-context.js';
import { countWarning } from '../parts/count-warning.js';
import { createRstInline } from './inline.js';
import type { RstDocument } from './nodes.js';
import { parseRst } from './parse.js';
import { sphinxProlog } from './sphinx-settings.js';
import { rstToBlocks } from './to-blocks.js';

/** Every round reads the files that the round before asked for: as many as includes may be nested. */
const MAX_ROUNDS = 17;

export const rstReader: PageReader = { read: readRst };

async function readRst(bytes: Uint8Array, name: string, context: ReadContext): Promise<ReadFile> {
  const { text, guessedCharset } = decodeText(bytes, name);
  const document = await parsedWithIncludes(text, context);
  const inline = createRstInline(document);
  const { sections, blocks } = rstToBlocks(document, inline);
  const frontMatter = Object.fromEntries(document.fields);
  return {
    title: sections.find(({ depth }) => depth === 1)?.heading ?? titleFromName(name),
    ...statedFacts(frontMatter),
    frontMatter,
    warnings: [
      ...(guessedCharset === undefined ? [] : [`is not UTF-8 and was read as ${guessedCharset}`]),
      ...document.warnings,
      ...countWarning(inline.unknown, 'substitutions without a definition were left as they stand'),
    ],
    pages: [],
    sections,
    blocks,
  };
}

/** Parsing can't wait for files, so it says which it lacks and is done again with them. */
async function parsedWithIncludes(text: string, context: ReadContext): Promise<RstDocument> {
  const known = new Map<string, { text: string; path: string } | undefined>();
  const wanted = new Map<string, { name: string; from: string }>();
  const files = {
    text(name: string, from: string) {
      const key = `${name}\n${from}`;
      if (!known.has(key)) wanted.set(key, { name, from });
      return known.get(key);
    },
  };
  const prolog = /\|[^\s|]/.test(text) ? await sphinxProlog(context) : '';
  let document = parseRst(text, context.path, files, prolog);
  for (let round = 0; wanted.size > 0 && round < MAX_ROUNDS; round += 1) {
    for (const [key, { name, from }] of wanted) {
      const found = await context.find(besideOrAbove(name, from));
      known.set(key, found && { text: decodeText(found.bytes, found.path).text, path: found.path });
    }
    wanted.clear();
    document = parseRst(text, context.path, files, prolog);
  }
  return document;
}
