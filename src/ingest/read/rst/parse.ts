/** One parse of one text: what it defines, and which other files it takes in. */
import { parseBlocks } from './blocks.js';
import { createIncludeBudget } from '../include/include-budget.js';
import { createDefinitions } from './definitions.js';
import { createIncludedFiles } from './included-files.js';
import type { RstParse } from './parse-context.js';
import { textLines } from './lines.js';
import type { RstDocument, RstFiles, RstNode } from './nodes.js';

/**
 * @param path of the file, for the names of files it includes.
 * @param prolog substitutions and targets of the whole site, parsed before the text.
 */
export function parseRst(text: string, path: string, files: RstFiles, prolog = ''): RstDocument {
  const styles: string[] = [];
  const budget = createIncludeBudget();
  const { warnings } = budget;
  const definitions = createDefinitions();
  const { links, substitutions, labels } = definitions;
  let footnotes = 0;

  const parse: RstParse = {
    ...createIncludedFiles(path, files, budget),
    ...definitions,
    fields: new Map(),
    depthOf(style) {
      if (!styles.includes(style)) styles.push(style);
      return Math.min(6, styles.indexOf(style) + 1);
    },
    nextFootnote() {
      footnotes += 1;
      return String(footnotes);
    },
    blocks(lines, depth) {
      const read = (): RstNode[] => parseBlocks(lines, parse, depth);
      return depth > 0 ? definitions.withOwnLabels(read) : read();
    },
    warn: (warning) => warnings.add(warning),
  };

  if (prolog !== '') parseBlocks(textLines(prolog), parse, 1);
  definitions.takeLabels();
  const nodes = parseBlocks(textLines(text), parse);
  definitions.addAnonymous();
  return { nodes, fields: parse.fields, links, substitutions, labels, warnings: [...warnings] };
}
