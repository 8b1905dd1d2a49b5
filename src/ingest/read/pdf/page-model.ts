/** What is kept of a page once its drawing instructions were read: positions in points from the top left, flowing to the right. */

export interface FontFacts {
  readonly name: string;
  readonly mono: boolean;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** Text in one font on one baseline. Blanks are as they are to be read. */
export interface Span {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** Height of the font in points. */
  readonly size: number;
  readonly font: FontFacts;
  /** Smaller and above the baseline, as marks of footnotes are. */
  readonly raised: boolean;
  /** Where it leads. */
  readonly url: string | undefined;
}

/** A stretch of a line without a wide gap in it: a line of a column, or a cell. */
export interface Segment {
  readonly x0: number;
  readonly x1: number;
  /** Baseline. */
  readonly y: number;
  /** Size of most of its text. */
  readonly size: number;
  readonly spans: readonly Span[];
  /** Of all spans. */
  readonly text: string;
  /** At least four of five characters are of one width. */
  readonly mono: boolean;
  readonly bold: boolean;
  /** Id of its first character in the tagged structure. */
  readonly mcid: number | undefined;
  /** The file says that it is no content: a running header, a page number, a watermark. */
  readonly artifact: boolean;
}

/** Segments on one baseline within one column, from left to right. */
export interface Line {
  readonly y: number;
  readonly x0: number;
  readonly x1: number;
  readonly size: number;
  readonly segments: readonly Segment[];
  readonly text: string;
}

/** A straight horizontal or vertical stroke, or the edge of a filled box. */
export interface Rule {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** Nothing but the edge of a box that is filled without an outline. */
  readonly shade: boolean;
}

export interface LinkArea {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly url: string;
}

export interface PageModel {
  /** 1-based. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** Where a height in the file's own measure lies, in points from the top. */
  readonly topOf: (y: number) => number;
  /** Segments row by row, from top to bottom; not yet in reading order. */
  readonly segments: readonly Segment[];
  readonly rules: readonly Rule[];
  readonly links: readonly LinkArea[];
  /** Characters without blanks, and how many of them have no meaning in Unicode. */
  readonly characters: number;
  readonly unmapped: number;
  /** A picture is drawn, or more shapes than headers and boxes are made of. */
  readonly drawn: boolean;
  /** Heights of headings by id in the tagged structure: `mcid → 1…6`. */
  readonly taggedHeadings: ReadonlyMap<number, number>;
}
