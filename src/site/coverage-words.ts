/** How states of coverage are called and marked: a sign and a word, so that colour never stands alone. */
import { enumName, type EnumOf } from '../typed-operation.js';

interface StateWords {
  readonly word: string;
  readonly sign: string;
  /** How bad it is. */
  readonly tone: 'gap' | 'weak' | 'behind' | 'there' | 'none';
}

const words: Readonly<Record<EnumOf<'CoverageState'>, StateWords>> = {
  MISSING: { word: 'missing', sign: '✕', tone: 'gap' },
  FAILED: { word: 'failed', sign: '!', tone: 'gap' },
  NO_TEXT: { word: 'no text', sign: '?', tone: 'gap' },
  STALE: { word: 'stale', sign: '↻', tone: 'weak' },
  THIN: { word: 'thin', sign: '–', tone: 'weak' },
  PARTIAL: { word: 'partial', sign: '◐', tone: 'weak' },
  UNINDEXED: { word: 'not indexed', sign: '…', tone: 'behind' },
  UNEMBEDDED: { word: 'not embedded', sign: '…', tone: 'behind' },
  HIDDEN: { word: 'hidden', sign: '○', tone: 'behind' },
  DRAFT: { word: 'draft', sign: '○', tone: 'behind' },
  PRESENT: { word: 'present', sign: '✓', tone: 'there' },
  NONE: { word: 'none', sign: '', tone: 'none' },
};

export function stateWords(state: EnumOf<'CoverageState'>): StateWords {
  return words[state];
}

/** States that are gaps or may be, worst first. */
export const gapStates = Object.keys(words)
  .map(enumName<'CoverageState'>)
  .filter((state) => state !== 'PRESENT' && state !== 'NONE');
