/**
 * YAML of others, read only if it is not nested too deep. The parser calls itself for every level; where the stack ends it
 * usually throws, but V8 ends the whole process when it has to compile a regular expression just there.
 */
import { CST, Lexer, parse, type DocumentOptions, type ParseOptions, type SchemaOptions, type ToJSOptions } from 'yaml';
import { BadInputError } from './errors.js';

/** Levels of brackets, of markers on one line, and columns of indentation. People need a tenth of it. */
const mostLevels = 300;

export type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions & ToJSOptions;

const markers = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);

/** The deepest that a part of the text can be nested, told from its tokens without building anything. */
function isTooDeep(text: string): boolean {
  let brackets = 0;
  let onLine = 0;
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    const kind = CST.tokenType(token);
    if (kind === 'newline') onLine = 0;
    else if (kind === 'flow-seq-start' || kind === 'flow-map-start') brackets += 1;
    else if (kind === 'flow-seq-end' || kind === 'flow-map-end') brackets = Math.max(0, brackets - 1);
    else if (kind !== null && markers.has(kind)) onLine += 1;
    const columns = isLineStart && kind === 'space' ? token.length : 0;
    if (Math.max(brackets, onLine, columns) > mostLevels) return true;
    isLineStart = kind === 'newline';
  }
  return false;
}

/** @throws BadInputError when the text is nested deeper than {@link mostLevels}. */
export function checkYamlDepth(text: string): void {
  if (!isTooDeep(text)) return;
  throw new BadInputError(`It is nested more than ${String(mostLevels)} levels deep.`, { limit: mostLevels });
}

/** @throws BadInputError when the text is nested too deep; the parser's own errors for other faults. */
export function parseYaml(text: string, options: YamlOptions): unknown {
  checkYamlDepth(text);
  return parse(text, options) as unknown;
}
