/** Answers every include of AsciiDoc from below the source's root; Asciidoctor itself reads no file. */
import { IncludeProcessor, type Document, type PreprocessorReader } from '@asciidoctor/core';
import { decodeText } from '../parts/decode.js';
import { createIncludeBudget } from '../include/include-budget.js';
import type { ReadContext } from '../read-context.js';
import { asciidocPaths } from './antora.js';
import { chosenLines } from './chosen-lines.js';

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
  const budget = createIncludeBudget(warnings);
  /** Of the files that were taken in, those that lead there, their own path last. */
  const aboveOf = new Map<string, readonly string[]>([[context.path, [context.path]]]);
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
      const from = typeof reader.path === 'string' && reader.includeDepth > 0 ? reader.path : context.path;
      const found = await context.find(asciidocPaths(target, from, component));
      if (found === undefined) {
        if (attributes['opts'] !== 'optional' && !('optional-option' in attributes)) budget.misses(target);
        return;
      }
      const { text } = decodeText(found.bytes, target);
      // Where the file was taken in elsewhere, its own includes come from less deep.
      const above = (aboveOf.get(from) ?? [context.path]).slice(0, reader.includeDepth + 1);
      // A file may take in a part of itself.
      const others = isPart(attributes) ? above.map((path) => (path === found.path ? '' : path)) : above;
      if (!budget.takes({ path: found.path, characters: text.length }, others)) return;
      aboveOf.set(found.path, [...above, found.path]);
      if (INTERFACE_MACRO.test(text)) document.setHeaderAttribute('experimental');
      reader.pushInclude(chosenLines(text.split('\n'), attributes), found.path, found.path, 1, attributes);
    }
  }
  return new SourceIncludes();
}

function isPart(attributes: Readonly<Record<string, string>>): boolean {
  return ['tag', 'tags', 'lines'].some((name) => name in attributes);
}
