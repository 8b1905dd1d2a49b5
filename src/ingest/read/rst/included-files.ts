/** The files that a text takes in, each relative to the file that names it. */
import type { IncludeBudget } from '../include/include-budget.js';
import { textLines } from './lines.js';
import type { RstFiles } from './nodes.js';
import type { RstParse } from './parse-context.js';

/** @param path of the text. */
export function createIncludedFiles(
  path: string,
  files: RstFiles,
  budget: IncludeBudget,
): Pick<RstParse, 'file' | 'inside'> {
  const above = [path];
  return {
    file(name) {
      const file = files.text(name, above.at(-1) ?? path) ?? files.text(name, path);
      if (file === undefined) {
        budget.misses(name);
        return undefined;
      }
      return { lines: textLines(file.text), path: file.path };
    },
    inside(other, characters, work) {
      if (!budget.takes({ path: other, characters }, above)) return undefined;
      above.push(other);
      try {
        return work();
      } finally {
        above.pop();
      }
    },
  };
}
