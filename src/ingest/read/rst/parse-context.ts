/** What the parts of the parser share while they read one document. */
import type { RstNode } from './nodes.js';

/** Lines while they are read into blocks. */
export interface BlockContext {
  readonly lines: readonly string[];
  /** How deep in other blocks the lines stand; sections begin at 0 only. */
  readonly depth: number;
  readonly parse: RstParse;
  /** The blocks that were read before. */
  readonly nodes: RstNode[];
}

/** Adds what begins at a line and gives the place after it; undefined when it is something else that begins there. */
export type BlockReader = (context: BlockContext, at: number) => number | undefined;

export interface RstParse {
  readonly fields: Map<string, string>;
  readonly labels: Map<string, string>;
  /** Depth of a section with this adornment: the order of appearance decides. */
  depthOf(style: string): number;
  /** Labels in front of what comes next. */
  takeLabels(): string[];
  addTarget(name: string, url: string): void;
  addSubstitution(name: string, directive: string, body: readonly string[]): void;
  nextFootnote(): string;
  blocks(lines: readonly string[], depth: number): RstNode[];
  /** Text of another file as lines; undefined with a warning if it is missing. */
  file(name: string): { readonly lines: readonly string[]; readonly path: string } | undefined;
  /** Runs `work` with names being relative to the file at `path`; undefined if that would be a circle or too much. */
  inside<Result>(path: string, characters: number, work: () => Result): Result | undefined;
  warn(warning: string): void;
}
