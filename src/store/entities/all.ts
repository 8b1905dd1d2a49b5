/** The only list of entities. */
import { AccessLink } from './access-link.js';
import { Account } from './account.js';
import { ApiKey } from './api-key.js';
import { AuditEvent } from './audit-event.js';
import { ChunkRedirect } from './chunk-redirect.js';
import { Chunk } from './chunk.js';
import { CoverageMoment } from './coverage-moment.js';
import { CurationBulk } from './curation-bulk.js';
import { CurationChange } from './curation-change.js';
import { CurationPreview } from './curation-preview.js';
import { DeadLetter } from './dead-letter.js';
import { DocumentFile } from './document-file.js';
import { Document } from './document.js';
import { EmbeddingModel } from './embedding-model.js';
import { EvaluationRun } from './evaluation-run.js';
import { Expectation } from './expectation.js';
import { IdempotentCall } from './idempotent-call.js';
import { IngestSource } from './ingest-source.js';
import { JobDocument } from './job-document.js';
import { JobFile } from './job-file.js';
import { Job } from './job.js';
import { Judgement } from './judgement.js';
import { LoggedSearch } from './logged-search.js';
import { OutboxRow } from './outbox-row.js';
import { Page } from './page.js';
import { PassageVector } from './passage-vector.js';
import { PassageMarkPlace } from './passage-mark-place.js';
import { PassageMark } from './passage-mark.js';
import { Passage } from './passage.js';
import { Product } from './product.js';
import { Proposal } from './proposal.js';
import { QuestionRetry } from './question-retry.js';
import { QuestionState } from './question-state.js';
import { SearchDay } from './search-day.js';
import { SearchIndex } from './search-index.js';
import { SearchRule } from './search-rule.js';
import { SearchSettingChange } from './search-setting-change.js';
import { Section } from './section.js';
import { Session } from './session.js';
import { SignInAttempt } from './sign-in-attempt.js';
import { Upload } from './upload.js';
import { SavedView } from './saved-view.js';
import { Synonym } from './synonym.js';
import { Term } from './term.js';
import { Vendor } from './vendor.js';
import { Version } from './version.js';
import { FormerPath } from './former-path.js';
import { MovePreview } from './move-preview.js';
import { Placement } from './placement.js';
import { StructureMove } from './structure-move.js';

export const entities = [
  Vendor,
  Product,
  Version,
  Document,
  DocumentFile,
  Page,
  Section,
  Passage,
  Term,
  Chunk,
  ChunkRedirect,
  EmbeddingModel,
  PassageVector,
  IngestSource,
  Job,
  JobDocument,
  JobFile,
  Upload,
  IdempotentCall,
  CurationBulk,
  Proposal,
  CurationChange,
  CurationPreview,
  StructureMove,
  Placement,
  FormerPath,
  MovePreview,
  Expectation,
  Synonym,
  SearchRule,
  Judgement,
  PassageMark,
  PassageMarkPlace,
  EvaluationRun,
  SearchSettingChange,
  SavedView,
  CoverageMoment,
  LoggedSearch,
  SearchDay,
  QuestionState,
  QuestionRetry,
  SearchIndex,
  OutboxRow,
  DeadLetter,
  Account,
  Session,
  ApiKey,
  AccessLink,
  SignInAttempt,
  AuditEvent,
];
