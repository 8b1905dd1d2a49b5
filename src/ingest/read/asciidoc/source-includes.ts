/** Answers every include of AsciiDoc from below the source's root; Asciidoctor itself reads no file. */
import { IncludeProcessor, type Document, type PreprocessorReader } from '@asciidoctor/core';
import { decodeText } from '../parts/decode.js';
import type { ReadContext } from '../read-context.js';
import { asciidocPaths } from './antora.js';
import { chosenLines } from './chosen-lines.js';

/** Files in files in files: deeper nesting is a circle. */
const MAX_DEPTH = 16;
/** A book takes in each of its modules; what is included twice in each of ten levels would be a million. */
const MAX_INCLUDES = 2_000;

/** Macros for keys, buttons and menus, which Asciidoctor knows only when a text asks for its experiments. */
export const INTERFACE_MACRO = /\b(?:kbd|btn):\[|\bmenu:\w[^[\]\n]*\[/;

/**
 * @param component the Antora component that the file is in.
 * @param warnings gets what could not be included.
 */
export function sourceIncludes(
  context: ReadContext,
  component: string | undefined,
  warnings: Set<string>,
): IncludeProcessor {
  let count = 0;
  class SourceIncludes extends IncludeProcessor {
    override handles(): boolean {
      return true;
    }

    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- Asciidoctor waits for it; its types do not say so
    override async process(
      document: Document,
      reader: PreprocessorReader,
      target: string,
      attributes: Record<string, string>,
    ): Promise<void> {
      count += 1;
      if (reader.includeDepth > MAX_DEPTH) return;
      if (count > MAX_INCLUDES) {
        warnings.add('includes more than is read; the rest was left out');
        return;
      }
      const from = typeof reader.path === 'string' && reader.includeDepth > 0 ? reader.path : context.path;
      const found = await context.find(asciidocPaths(target, from, component));
      if (found === undefined) {
        if (attributes['opts'] !== 'optional' && !('optional-option' in attributes))
          warnings.add(`includes ${target}, which the source does not hold`);
        return;
      }
      const { text } = decodeText(found.bytes, target);
      if (INTERFACE_MACRO.test(text)) document.setHeaderAttribute('experimental');
      reader.pushInclude(chosenLines(text.split('\n'), attributes), found.path, found.path, 1, attributes);
    }
  }
  return new SourceIncludes();
}
