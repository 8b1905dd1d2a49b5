/** From what a reader made of a file to the passages that are written of it. */
import { createPageCheck } from './check-pages.js';
import { chunkFile } from '../chunk/chunk-file.js';
import { definitionKeys } from '../../search/definitions/definition-keys.js';
import { indexedWords } from '../../search/search-words.js';
import { contextualText, passageHash } from './passage-texts.js';
import type { ReadFile } from '../read/page-reader.js';
import type { PreparedPassage } from '../write/prepared-document.js';

export interface PassageOptions {
  /** Of the file, for messages. */
  readonly name: string;
  readonly productName: string;
  /** In tokens of the embedding model. */
  readonly countTokens: (text: string) => number;
}

/** @throws PagesMismatchError */
export function filePassages(file: ReadFile, { name, productName, countTokens }: PassageOptions): PreparedPassage[] {
  const labelOf = (page: number | undefined): string | null =>
    page === undefined ? null : (file.pages[page - 1]?.label ?? String(page));
  const check = createPageCheck(file, name);
  return chunkFile(file, { countTokens, productName }).map((passage) => {
    check(passage);
    const searchText = contextualText(productName, passage.headingPath, passage.text);
    return {
      hash: passageHash(passage.headingPath, passage.text),
      headingPath: passage.headingPath,
      text: passage.text,
      searchText,
      searchWords: indexedWords(searchText, passage.headingPath),
      identifiers: passage.identifiers,
      defines: definitionKeys(passage),
      tokens: passage.tokens,
      section: passage.section,
      firstPage: passage.firstPage ?? null,
      firstPageLabel: labelOf(passage.firstPage),
      lastPage: passage.lastPage ?? null,
      lastPageLabel: labelOf(passage.lastPage),
    };
  });
}
