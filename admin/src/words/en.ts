/** Every text of the console, in English. Another language is another object of this shape. */
import { accessWords } from './access.js';
import { commonWords } from './common.js';
import { correctionWords } from './corrections.js';
import { coverageWords } from './coverage.js';
import { demandWords } from './demand.js';
import { documentTextWords } from './document-text.js';
import { editWords } from './edit.js';
import { fieldWords } from './fields.js';
import { ingestWords } from './ingest.js';
import { judgementWords } from './judgements.js';
import { libraryWords } from './library.js';
import { listWords } from './lists.js';
import { manifestWords } from './manifest.js';
import { markWords } from './marks.js';
import { moveWords } from './moves.js';
import { operationWords } from './operations.js';
import { proposalWords } from './proposals.js';
import { searchWords } from './search.js';
import { shellWords } from './shell.js';
import { todayWords } from './today.js';
import { viewWords } from './views.js';

export const words = {
  ...commonWords,
  ...shellWords,
  ...todayWords,
  ...fieldWords,
  ...editWords,
  ...documentTextWords,
  ...correctionWords,
  ...proposalWords,
  ...listWords,
  ...viewWords,
  ...libraryWords,
  ...coverageWords,
  ...demandWords,
  ...ingestWords,
  ...searchWords,
  ...judgementWords,
  ...manifestWords,
  ...markWords,
  ...moveWords,
  ...accessWords,
  ...operationWords,
};
