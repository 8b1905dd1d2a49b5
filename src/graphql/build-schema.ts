/** The GraphQL schema: the only list of resolvers. */
import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { DocumentFileType } from '../schema/document.js';
import { JobFileType } from '../schema/ingest-job.js';
import { AccountResolver } from '../resolvers/account.js';
import { ChunkResolver } from '../resolvers/chunk.js';
import { CoverageCellResolver, CoverageResolver, CoverageRowResolver } from '../resolvers/coverage.js';
import { CoverageHistoryResolver } from '../resolvers/coverage-history.js';
import { CurationChangeResolver, CurationResolver } from '../resolvers/curation.js';
import { BulkPreviewResolver, CurationBulkResolver } from '../resolvers/curation-bulk.js';
import { CurationMoveResolver } from '../resolvers/curation-move.js';
import { CurationEditResolver } from '../resolvers/curation-edit.js';
import { CurationFileResolver } from '../resolvers/curation-file.js';
import { CurationReviewResolver } from '../resolvers/curation-review.js';
import { DeadLetterResolver } from '../resolvers/dead-letter.js';
import { DemandResolver, QuestionGroupResolver } from '../resolvers/demand.js';
import { DemandGapsResolver } from '../resolvers/demand-gaps.js';
import { DemandMarksResolver } from '../resolvers/demand-marks.js';
import { DocumentResolver } from '../resolvers/document.js';
import { EvaluationResolver } from '../resolvers/evaluation.js';
import { ExpectationResolver } from '../resolvers/expectation.js';
import { FeedbackResolver } from '../resolvers/feedback.js';
import { IngestJobResolver, IngestPreviewResolver } from '../resolvers/ingest-job.js';
import { IngestSourceResolver } from '../resolvers/ingest-source.js';
import { JudgementResolver } from '../resolvers/judgement.js';
import { LibraryResolver } from '../resolvers/library.js';
import { ManifestResolver } from '../resolvers/manifest.js';
import {
  ChunkDatesResolver,
  FileDatesResolver,
  IngestJobDatesResolver,
  IngestSourceDatesResolver,
  JobFileDatesResolver,
  PageDatesResolver,
  PassageDatesResolver,
  ProductDatesResolver,
  SectionDatesResolver,
  VendorDatesResolver,
  VersionDatesResolver,
} from '../resolvers/node-dates.js';
import { NodeResolver } from '../resolvers/node.js';
import { OperationsResolver } from '../resolvers/operations.js';
import { OccurrenceResolver } from '../resolvers/occurrence.js';
import { PageResolver } from '../resolvers/page.js';
import { PassageResolver } from '../resolvers/passage.js';
import { ProductResolver } from '../resolvers/product.js';
import {
  NamedScopeOfSearchResolver,
  NamedScopeResolver,
  ResolvedScopeResolver,
  VersionResolutionResolver,
} from '../resolvers/scope.js';
import { RecutResolver } from '../resolvers/recut.js';
import { RelevanceResolver } from '../resolvers/relevance.js';
import { MissingTermResolver, MissingTermsResolver, TermPlaceResolver } from '../resolvers/missing-term.js';
import { HitExplanationResolver } from '../resolvers/hit-explanation.js';
import { HitResolver } from '../resolvers/hit.js';
import { SearchResolver, WordsAloneResolver } from '../resolvers/search.js';
import { SearchFacetsResolver } from '../resolvers/search-facets.js';
import { PassageMarkResolver } from '../resolvers/passage-mark.js';
import { ProposalResolver, ProposedChangeResolver } from '../resolvers/proposal.js';
import { SavedViewResolver } from '../resolvers/saved-view.js';
import { SectionResolver } from '../resolvers/section.js';
import { SuggestionResolver } from '../resolvers/suggestion.js';
import { RankMoveResolver, SearchPreviewResolver } from '../resolvers/search-preview.js';
import { SearchRuleResolver } from '../resolvers/search-rule.js';
import { SearchSettingChangeResolver } from '../resolvers/search-setting.js';
import { SynonymResolver } from '../resolvers/synonym.js';
import { UploadResolver } from '../resolvers/upload.js';
import { VendorResolver } from '../resolvers/vendor.js';
import {
  ComparedSectionResolver,
  DocumentComparisonResolver,
  DocumentedNameResolver,
  NameChangeResolver,
  SectionComparisonResolver,
  VersionComparisonResolver,
} from '../resolvers/version-comparison.js';
import { ViewerResolver } from '../resolvers/viewer.js';
import { VersionResolver } from '../resolvers/version.js';
import { guardSchema } from './guard-schema.js';
import { presentRefusals } from './mutation-payloads.js';
import { markSemanticNonNull, nullableRoots } from './nullable-roots.js';
import { refuseUnfitTexts } from './refuse-unfit-texts.js';

function noTopics(): never {
  throw new Error('Subscriptions of this schema bring their own events; there are no topics.');
}

/** Wanted by type-graphql wherever there are subscriptions, used only by those with topics. */
const pubSub: PubSub = { publish: noTopics, subscribe: noTopics };

const RESOLVERS = [
  NodeResolver,
  ChunkDatesResolver,
  FileDatesResolver,
  IngestJobDatesResolver,
  IngestSourceDatesResolver,
  JobFileDatesResolver,
  PageDatesResolver,
  PassageDatesResolver,
  ProductDatesResolver,
  SectionDatesResolver,
  VendorDatesResolver,
  VersionDatesResolver,
  VendorResolver,
  ProductResolver,
  VersionResolver,
  DocumentResolver,
  PageResolver,
  SectionResolver,
  PassageResolver,
  ChunkResolver,
  OccurrenceResolver,
  SearchResolver,
  HitResolver,
  HitExplanationResolver,
  SearchFacetsResolver,
  WordsAloneResolver,
  RelevanceResolver,
  NamedScopeOfSearchResolver,
  NamedScopeResolver,
  MissingTermsResolver,
  MissingTermResolver,
  TermPlaceResolver,
  SuggestionResolver,
  VersionComparisonResolver,
  DocumentComparisonResolver,
  SectionComparisonResolver,
  ComparedSectionResolver,
  NameChangeResolver,
  DocumentedNameResolver,
  CoverageResolver,
  CoverageRowResolver,
  CoverageCellResolver,
  CoverageHistoryResolver,
  ExpectationResolver,
  DemandResolver,
  QuestionGroupResolver,
  DemandGapsResolver,
  DemandMarksResolver,
  FeedbackResolver,
  DeadLetterResolver,
  CurationResolver,
  CurationChangeResolver,
  CurationEditResolver,
  BulkPreviewResolver,
  CurationBulkResolver,
  CurationMoveResolver,
  CurationReviewResolver,
  CurationFileResolver,
  ProposalResolver,
  ProposedChangeResolver,
  SynonymResolver,
  SearchRuleResolver,
  SearchPreviewResolver,
  RankMoveResolver,
  JudgementResolver,
  PassageMarkResolver,
  RecutResolver,
  EvaluationResolver,
  SearchSettingChangeResolver,
  SavedViewResolver,
  ResolvedScopeResolver,
  VersionResolutionResolver,
  IngestJobResolver,
  IngestPreviewResolver,
  IngestSourceResolver,
  UploadResolver,
  LibraryResolver,
  ManifestResolver,
  OperationsResolver,
  AccountResolver,
  ViewerResolver,
] as const;

/** Builds it anew at every call; one process needs one. */
export function buildLibrarySchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: RESOLVERS,
    orphanedTypes: [DocumentFileType, JobFileType],
    validate: false,
    pubSub,
  });
  return nullableRoots(guardSchema(presentRefusals(refuseUnfitTexts(describeRoots(schema)))));
}

/** type-graphql makes the root types itself, without descriptions. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const roots = [
    [
      schema.getQueryType(),
      'What can be read: documentation for everybody who may read it, the rest for whom it says.',
    ],
    [
      schema.getMutationType(),
      'What can be changed. Every mutation takes one `input` and gives an object; most are for curators and administrators.',
    ],
    [schema.getSubscriptionType(), 'What tells of changes: answered at `/graphql/stream` as Server-Sent Events.'],
  ] as const;
  for (const [type, description] of roots) if (type != null) type.description = description;
  return schema;
}

/** The schema as SDL, sorted, ending in a newline: what is committed as `schema.graphql`. */
export function printSchemaSDL(): string {
  const schema = buildLibrarySchema();
  return `${markSemanticNonNull(printSchema(lexicographicSortSchema(schema)), schema)}\n`;
}
