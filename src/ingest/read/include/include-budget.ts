/** How much one document may take in of other files, whatever its format, and what is said of what it may not. */
import { posix } from 'node:path';

/** Files inside of files inside of files. */
const MAX_DEPTH = 16;
/** Includes, counted each time: what is included twice in each of ten levels would be a million; a book has hundreds. */
const MAX_INCLUDES = 2_000;
/** Characters that includes add. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

export interface IncludedFile {
  readonly path: string;
  readonly characters: number;
}

export interface IncludeBudget {
  /** Why something was left out. */
  readonly warnings: Set<string>;
  /**
   * Counts a file that is to be taken in. False, with a warning, where it is left out.
   * @param above paths of the files that lead to it, the document's own first.
   */
  readonly takes: (file: IncludedFile, above: readonly string[]) => boolean;
  /** Notes a file that is not there, by its name in the text. */
  readonly misses: (name: string) => void;
}

export function createIncludeBudget(warnings = new Set<string>()): IncludeBudget {
  let count = 0;
  let size = 0;
  return {
    warnings,
    takes({ path, characters }, above) {
      count += 1;
      size += characters;
      if (above.includes(path)) {
        warnings.add(`${posix.basename(path)} includes itself and was left out there`);
        return false;
      }
      if (above.length > MAX_DEPTH || count > MAX_INCLUDES || size > MAX_CHARACTERS) {
        warnings.add('includes more than is read; the rest was left out');
        return false;
      }
      return true;
    },
    misses(name) {
      warnings.add(`the file ${name} that it includes was not found`);
    },
  };
}
