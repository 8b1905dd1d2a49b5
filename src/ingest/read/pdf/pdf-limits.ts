/** What reading one PDF may cost. A hostile file of two kilobytes can ask for gigabytes and hours. */

export interface PdfLimits {
  /** Largest size of the reading process, in megabytes. */
  readonly memoryMb: number;
  /** Seconds of the processor without having finished another page. */
  readonly stallSeconds: number;
  /** Seconds of the processor for the whole file. */
  readonly totalSeconds: number;
  readonly pages: number;
  /** Characters of text, pages and blocks together. */
  readonly characters: number;
}

export const PDF_LIMITS: PdfLimits = {
  memoryMb: 512,
  stallSeconds: 20,
  totalSeconds: 1_200,
  pages: 20_000,
  characters: 200_000_000,
};
