/** The only list of migrations, oldest first. */
import { Library1764000000000 } from './1764000000000-library.js';
import { FileIncludes1764000300000 } from './1764000300000-file-includes.js';
import { IngestJobs1764000500000 } from './1764000500000-ingest-jobs.js';
import { Outbox1764000600000 } from './1764000600000-outbox.js';
import { SuggestedNames1764000710000 } from './1764000710000-suggested-names.js';
import { PageQuality1764000720000 } from './1764000720000-page-quality.js';
import { Uploads1764000800000 } from './1764000800000-uploads.js';
import { VectorsByModel1764001000000 } from './1764001000000-vectors-by-model.js';
import { Terms1764001100000 } from './1764001100000-terms.js';
import { ImmediateNameIndexes1764001110000 } from './1764001110000-immediate-name-indexes.js';
import { Visibility1764002000000 } from './1764002000000-visibility.js';
import { Accounts1764002000010 } from './1764002000010-accounts.js';
import { Curation1764003000000 } from './1764003000000-curation.js';
import { CurationPreviews1764003000010 } from './1764003000010-curation-previews.js';
import { DocumentCounts1764004000000 } from './1764004000000-document-counts.js';
import { SearchWords1764005000000 } from './1764005000000-search-words.js';
import { SecondAttempts1764007000000 } from './1764007000000-second-attempts.js';
import { SourcesByManifest1764007000010 } from './1764007000010-sources-by-manifest.js';
import { RedirectsThatTell1764007000020 } from './1764007000020-redirects-that-tell.js';
import { Expectations1764010000000 } from './1764010000000-expectations.js';
import { QueryLog1764010000010 } from './1764010000010-query-log.js';
import { CoverageHistory1764010000020 } from './1764010000020-coverage-history.js';
import { Definitions1764012000000 } from './1764012000000-definitions.js';
import { WordsWithoutTargets1764012000010 } from './1764012000010-words-without-targets.js';
import { IdempotentJobs1764013000000 } from './1764013000000-idempotent-jobs.js';
import { OneCodeOfFaults1764013000010 } from './1764013000010-one-code-of-faults.js';
import { Synonyms1764021000000 } from './1764021000000-synonyms.js';
import { SearchRules1764021000010 } from './1764021000010-search-rules.js';
import { Proposals1764022000000 } from './1764022000000-proposals.js';
import { IdentityProviders1764023000000 } from './1764023000000-identity-providers.js';
import { RelevanceThreshold1764024000000 } from './1764024000000-relevance-threshold.js';
import { ProposalsWithoutRevision1764025000000 } from './1764025000000-proposals-without-revision.js';
import { Judgements1764030000000 } from './1764030000000-judgements.js';
import { PassageMarks1764030000010 } from './1764030000010-passage-marks.js';
import { QuestionGroups1764040000000 } from './1764040000000-question-groups.js';
import { Structure1764050000000 } from './1764050000000-structure.js';
import { IdempotentCalls1764060000000 } from './1764060000000-idempotent-calls.js';
import { Audiences1764070000000 } from './1764070000000-audiences.js';
import { SavedViews1764071500000 } from './1764071500000-saved-views.js';
import { Revisions1764075000000 } from './1764075000000-revisions.js';
import { FirstHeadings1764080000000 } from './1764080000000-first-headings.js';
import { DocumentTitles1764081000000 } from './1764081000000-document-titles.js';
import { PreviewBulkKind1764082000000 } from './1764082000000-preview-bulk-kind.js';
import { RevertedChanges1764083000000 } from './1764083000000-reverted-changes.js';
import { AcknowledgedJobs1764084000000 } from './1764084000000-acknowledged-jobs.js';

export const migrations = [
  Library1764000000000,
  FileIncludes1764000300000,
  IngestJobs1764000500000,
  Outbox1764000600000,
  SuggestedNames1764000710000,
  PageQuality1764000720000,
  Uploads1764000800000,
  VectorsByModel1764001000000,
  Terms1764001100000,
  ImmediateNameIndexes1764001110000,
  Visibility1764002000000,
  Accounts1764002000010,
  Curation1764003000000,
  CurationPreviews1764003000010,
  DocumentCounts1764004000000,
  SearchWords1764005000000,
  SecondAttempts1764007000000,
  SourcesByManifest1764007000010,
  RedirectsThatTell1764007000020,
  Expectations1764010000000,
  QueryLog1764010000010,
  CoverageHistory1764010000020,
  Definitions1764012000000,
  WordsWithoutTargets1764012000010,
  IdempotentJobs1764013000000,
  OneCodeOfFaults1764013000010,
  Synonyms1764021000000,
  SearchRules1764021000010,
  Proposals1764022000000,
  IdentityProviders1764023000000,
  RelevanceThreshold1764024000000,
  ProposalsWithoutRevision1764025000000,
  Judgements1764030000000,
  PassageMarks1764030000010,
  QuestionGroups1764040000000,
  Structure1764050000000,
  IdempotentCalls1764060000000,
  Audiences1764070000000,
  SavedViews1764071500000,
  Revisions1764075000000,
  FirstHeadings1764080000000,
  DocumentTitles1764081000000,
  PreviewBulkKind1764082000000,
  RevertedChanges1764083000000,
  AcknowledgedJobs1764084000000,
];
