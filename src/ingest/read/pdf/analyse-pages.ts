/** From the models of all pages to what a reader returns. */
import type { PageQuality } from '../../../store/entities/page-quality.js';
import type { ReadBlock, ReadPage, ReadSection } from '../page-reader.js';
import { assemble, pageText } from './assemble.js';
import { withDeeperHeadings } from './deeper-headings.js';
import { documentFacts, type DocumentFacts, type StatedData } from './document-facts.js';
import {
  bodySize,
  linesOf,
  outlineHeadings,
  taggedHeadings,
  typeHeadings,
  type Headings,
  type LaidOutPage,
} from './headings.js';
import type { OutlineEntry } from './outline.js';
import { pageLabels } from './page-labels.js';
import { findGutter, layoutPage, type Gutter } from './page-layout.js';
import type { PageModel } from './page-model.js';
import { piecesOf } from './page-pieces.js';
import { pageQuality, pageRanges, unmappedShare } from './page-quality.js';
import { findRunningRows, type RunningRows } from './running-lines.js';
import { createVocabulary } from './vocabulary.js';

export interface AnalysedPage extends ReadPage {
  readonly quality: PageQuality;
}

export interface Analysis extends DocumentFacts {
  readonly pages: readonly AnalysedPage[];
  readonly sections: readonly ReadSection[];
  readonly blocks: readonly ReadBlock[];
  readonly warnings: readonly string[];
}

export interface StatedStructure extends StatedData {
  readonly labels: readonly string[] | null;
  readonly outline: readonly OutlineEntry[];
}

/** Pages whose columns tell about a page. */
const NEIGHBOURS = 6;
/** From this share of meaningless glyphs on the file is warned about. */
const WORTH_A_WARNING = 0.01;

/** @param onProgress called after each step; the whole takes a second for a thousand pages. */
export function analysePages(models: readonly PageModel[], stated: StatedStructure, onProgress: () => void): Analysis {
  const running = findRunningRows(models);
  const labels = pageLabels(stated.labels, running);
  const pages = layoutAll(models, running);
  onProgress();
  const body = bodySize(pages);
  const vocabulary = createVocabulary(linesOfAll(pages));
  const headings = chooseHeadings(stated.outline, pages, body);
  onProgress();
  const pieces = pages.map((page) => piecesOf(page, headings, body));
  onProgress();
  const { sections, blocks } = assemble(pieces, vocabulary);
  onProgress();
  const analysed = pages.map((page, at): AnalysedPage => {
    const content = linesOf(page).reduce((sum, line) => sum + line.text.length, 0);
    return {
      index: page.model.index,
      label: labels[at] ?? String(at + 1),
      text: pageText(pieces[at] ?? [], vocabulary),
      quality: pageQuality(page.model, content),
    };
  });
  return {
    ...documentFacts(stated, pages, body),
    pages: analysed,
    sections,
    blocks,
    warnings: warningsOf(analysed, models),
  };
}

function layoutAll(models: readonly PageModel[], running: readonly RunningRows[]): LaidOutPage[] {
  const contents = models.map((model, at) => {
    const gone = new Set([...(running[at]?.top ?? []), ...(running[at]?.bottom ?? [])].flatMap((row) => row.segments));
    return model.segments.filter((segment) => !gone.has(segment) && !segment.artifact);
  });
  const gutters = contents.map((segments) => findGutter(segments));
  return models.map((model, at) => {
    const near = gutters
      .slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)
      .filter((gutter): gutter is Gutter => gutter !== undefined);
    return { model, regions: layoutPage(contents[at] ?? [], model.rules, near.length >= 2 ? near : []) };
  });
}

function* linesOfAll(pages: readonly LaidOutPage[]): Generator<string> {
  for (const page of pages) for (const line of linesOf(page)) yield line.text;
}

/** The outline knows best; a tagged file says it too; the type is asked last, and for what the outline leaves out. */
function chooseHeadings(outline: readonly OutlineEntry[], pages: readonly LaidOutPage[], body: number): Headings {
  if (outline.length > 1) {
    return withDeeperHeadings(outlineHeadings(outline, pages), typeHeadings(pages, body), pages, body);
  }
  const tagged = taggedHeadings(pages);
  return tagged.atLine.size > 0 ? tagged : typeHeadings(pages, body);
}

function warningsOf(pages: readonly AnalysedPage[], models: readonly PageModel[]): string[] {
  const of = (quality: PageQuality): number[] =>
    pages.flatMap((page) => (page.quality === quality ? [page.index] : []));
  const warnings: string[] = [];
  const [bare, unmapped] = [of('NO_TEXT_LAYER'), of('UNMAPPED')];
  if (bare.length > 0) warnings.push(`${counted(bare.length)} no text layer: ${pageRanges(bare)}`);
  if (unmapped.length > 0) {
    warnings.push(`${counted(unmapped.length)} text that the fonts give no meaning to: ${pageRanges(unmapped)}`);
  }
  const share = unmappedShare(models);
  if (share >= WORTH_A_WARNING) {
    warnings.push(`${(share * 100).toFixed(1)} % of the characters have no meaning in Unicode and were left out`);
  }
  return warnings;
}

function counted(count: number): string {
  return count === 1 ? '1 page has' : `${String(count)} pages have`;
}
