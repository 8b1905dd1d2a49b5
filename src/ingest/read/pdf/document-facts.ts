/** What the file says about itself: title, language, kind and date of release. Nothing is guessed. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DocumentKind } from '../../../store/entities/document-kind.js';
import { kindFromName } from '../../naming/kind-from-name.js';
import { linesOf, textOf, type LaidOutPage } from './headings.js';
import type { Line } from './page-model.js';

export interface DocumentFacts {
  /** Absent when neither the file's data nor its first page names one. */
  readonly title?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly kind?: DocumentKind;
  /** ISO date. */
  readonly releasedOn?: string;
}

export interface StatedData {
  readonly title?: string;
  readonly language?: string;
}

/** Of the information dictionary, the catalog and the XMP packet. */
export async function statedData(pdf: PDFDocumentProxy): Promise<StatedData> {
  try {
    const { info, metadata } = (await pdf.getMetadata()) as unknown as {
      info: Readonly<Record<string, unknown>>;
      metadata: { get(name: string): unknown } | null;
    };
    const title = [info['Title'], metadata?.get('dc:title')].map(cleanTitle).find((text) => text !== undefined);
    const language = [info['Language'], metadata?.get('dc:language')].map(languageTag).find((tag) => tag !== undefined);
    return { ...(title !== undefined && { title }), ...(language !== undefined && { language }) };
  } catch {
    return {};
  }
}

/** Names of files and programs are what tools put where a title should be. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|unknown|document\d*|title|\(anonymous\)|.*\.(?:docx?|pptx?|xlsx?|rtf|odt|indd|fm|book|tex|dvi|qxd|p?html?|pdf|xml|txt|ps|md|rst|eps))$/i;

function cleanTitle(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Co}\s]+/gu, ' ')
    .replace(/\ufffd/g, '')
    .trim();
  return text.length < 3 || text.length > 300 || NO_TITLE.test(text) || !/\p{L}{2}/u.test(text) ? undefined : text;
}

function languageTag(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const [tag] = Intl.getCanonicalLocales(value.trim().replace(/_/g, '-'));
    return tag === undefined || /^(?:x|und|i)\b/i.test(tag) ? undefined : tag;
  } catch {
    return undefined;
  }
}

/** @param body size of running text. */
export function documentFacts(stated: StatedData, pages: readonly LaidOutPage[], body: number): DocumentFacts {
  const title = stated.title ?? printedTitle(pages, body);
  const kind = title === undefined ? undefined : kindFromName(title);
  const releasedOn = printedDate(pages);
  return {
    ...(title !== undefined && { title }),
    ...(stated.language !== undefined && { language: stated.language }),
    ...(kind !== undefined && { kind }),
    ...(releasedOn !== undefined && { releasedOn }),
  };
}

/** The largest type on the first page that has text, if it is clearly larger than the text. */
function printedTitle(pages: readonly LaidOutPage[], body: number): string | undefined {
  for (const page of pages.slice(0, 3)) {
    const lines = linesOf(page).filter((line) => /\p{L}{2}/u.test(line.text));
    if (lines.length === 0) continue;
    const largest = Math.max(...lines.map((line) => line.size));
    if (largest < body * 1.15) return undefined;
    const first = lines.findIndex((line) => line.size > largest * 0.97);
    const title: Line[] = [];
    for (const line of lines.slice(first, first + 4)) {
      if (line.size <= largest * 0.97) break;
      title.push(line);
    }
    return cleanTitle(textOf(title));
  }
  return undefined;
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DATED =
  /^(?:(?:first |last )?(?:published|released|release date|publication date|date of (?:issue|release)|issue date|revision date|last (?:modified|updated))\s*:?\s*(?:on\s+)?)(.{6,40})$/i;

/** Only where the first pages name it as a date of release or publication. */
function printedDate(pages: readonly LaidOutPage[]): string | undefined {
  for (const page of pages.slice(0, 4)) {
    for (const line of linesOf(page)) {
      const stated = DATED.exec(line.text.trim())?.[1];
      const date = stated === undefined ? undefined : isoDate(stated);
      if (date !== undefined) return date;
    }
  }
  return undefined;
}

function isoDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})\b/.exec(text);
  if (iso !== null) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const american = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/i.exec(text);
  if (american !== null) return valid(Number(american[3]), monthOf(american[1]), Number(american[2]));
  const british = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})\b/i.exec(text);
  return british === null ? undefined : valid(Number(british[3]), monthOf(british[2]), Number(british[1]));
}

function monthOf(name = ''): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase())) + 1;
}

function valid(year: number, month: number, day: number): string | undefined {
  if (year < 1980 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
