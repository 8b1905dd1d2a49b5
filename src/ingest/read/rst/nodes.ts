/** What reStructuredText is parsed into: blocks whose running text is still as it was written. */

export type RstNode =
  | { readonly type: 'section'; readonly depth: number; readonly title: string; readonly labels: readonly string[] }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'code'; readonly text: string; readonly language: string }
  | { readonly type: 'lines'; readonly lines: readonly string[] }
  | { readonly type: 'list'; readonly start: number | null; readonly items: readonly RstNode[][] }
  | { readonly type: 'definitions'; readonly items: readonly RstDefinition[] }
  | { readonly type: 'quote'; readonly label?: string; readonly title?: string; readonly children: readonly RstNode[] }
  | { readonly type: 'table'; readonly head: readonly RstCell[][]; readonly rows: readonly RstCell[][] }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'command'; readonly signatures: readonly string[]; readonly children: readonly RstNode[] }
  | { readonly type: 'footnote'; readonly label: string; readonly children: readonly RstNode[] }
  | { readonly type: 'html'; readonly html: string };

export interface RstDefinition {
  readonly term: string;
  /** True when the term is shown as code: options. */
  readonly isCode?: boolean;
  readonly children: readonly RstNode[];
}

/** Blocks of one table cell. */
export type RstCell = readonly RstNode[];

/** What the whole text defines, whatever the place. */
export interface RstDefinitions {
  /** Addresses by normalized name. */
  readonly links: Map<string, string>;
  /** Running text by name. */
  readonly substitutions: Map<string, string>;
  /** Titles of sections by the labels in front of them. */
  readonly labels: Map<string, string>;
}

export interface RstDocument extends RstDefinitions {
  readonly nodes: readonly RstNode[];
  /** Fields before anything else: facts about the file, not text. */
  readonly fields: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** Texts of other files, by the name they are included under. */
export interface RstFiles {
  /** Undefined: not there, or not known yet; the name is noted as wanted. */
  text(name: string, from: string): { readonly text: string; readonly path: string } | undefined;
}
