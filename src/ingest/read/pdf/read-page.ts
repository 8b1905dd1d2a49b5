/** Reads one page of an open PDF into its model. */
import {
  AnnotationMode,
  AnnotationType,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { fontFacts, type LoadedFont } from './font-facts.js';
import { createGlyphReader } from './glyph-text.js';
import { applied, matrixOf } from './matrix.js';
import type { PageFont } from './glyph.js';
import { readGlyphs } from './page-glyphs.js';
import type { LinkArea, PageModel } from './page-model.js';
import { segmentsOf } from './page-segments.js';
import { taggedHeadings } from './tagged-headings.js';

export interface PageOptions {
  /** Headings are wanted from the tagged structure. */
  readonly tagged: boolean;
}

/** @returns a reader that keeps what pages of one document share: fonts and the meaning of glyphs. */
export function createPageReading(
  pdf: PDFDocumentProxy,
): (index: number, options: PageOptions) => Promise<{ model: PageModel; reference: unknown }> {
  const fonts = new Map<string, PageFont | undefined>();
  const glyphText = createGlyphReader();
  const others = new Set(Array.from({ length: pdf.numPages }, (_, at) => at));

  async function linksOf(index: number, viewport: readonly number[]): Promise<LinkArea[]> {
    others.delete(index - 1);
    try {
      const found = (await pdf.getAnnotationsByType(new Set([AnnotationType.LINK]), others)) as unknown;
      return Array.isArray(found) ? found.flatMap((annotation) => linkArea(annotation, viewport)) : [];
    } catch {
      return [];
    } finally {
      others.add(index - 1);
    }
  }

  function fontOf(page: PDFPageProxy, name: string): PageFont | undefined {
    if (!fonts.has(name)) fonts.set(name, loadedFont(page, name));
    return fonts.get(name);
  }

  return async (index, { tagged }) => {
    const page = await pdf.getPage(index);
    const viewport = page.getViewport({ scale: 1 });
    const frame = { viewport: matrixOf(viewport.transform), width: viewport.width, height: viewport.height };
    const instructions = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
    const read = readGlyphs(instructions, { page: frame, fontOf: (name) => fontOf(page, name), glyphText });
    const links = await linksOf(index, viewport.transform);
    const model: PageModel = {
      index,
      width: frame.width,
      height: frame.height,
      topOf: (y) => applied(frame.viewport, 0, y)[1],
      segments: segmentsOf(read.glyphs, read.rules, links),
      rules: read.rules,
      links,
      characters: read.glyphs.length,
      unmapped: read.unmapped,
      drawn: read.drawn,
      taggedHeadings: tagged ? await taggedHeadings(page) : new Map<number, number>(),
    };
    page.cleanup();
    return { model, reference: page.ref };
  };
}

function loadedFont(page: PDFPageProxy, name: string): PageFont | undefined {
  if (!page.commonObjs.has(name)) return undefined;
  const font = page.commonObjs.get(name) as LoadedFont;
  const matrix = font.fontMatrix;
  const unit = font.isType3Font === true ? Math.abs(matrix?.[0] ?? 0.001) : 0.001;
  const box = font.bbox;
  const rise = Math.abs((box?.[3] ?? 0) - (box?.[1] ?? 0)) * Math.abs(matrix?.[3] ?? 0.001);
  return {
    ...fontFacts(font),
    vertical: font.vertical === true,
    unit,
    height: font.isType3Font === true && rise > 0 ? rise : 1,
    verticalAdvance: font.defaultVMetrics?.[0] ?? -1000,
  };
}

function linkArea(annotation: unknown, viewport: readonly number[]): LinkArea[] {
  const { url, rect } = annotation as { url?: unknown; rect?: unknown };
  if (typeof url !== 'string' || !Array.isArray(rect) || !/^(https?|ftp|mailto):/i.test(url)) return [];
  const matrix = matrixOf(viewport);
  const [ax, ay, bx, by] = rect as readonly number[];
  const [x0, y0] = applied(matrix, ax ?? 0, ay ?? 0);
  const [x1, y1] = applied(matrix, bx ?? 0, by ?? 0);
  return [{ x0: Math.min(x0, x1), y0: Math.min(y0, y1), x1: Math.max(x0, x1), y1: Math.max(y0, y1), url }];
}
