/** Drafts of rules and synonyms, tried before they are in force. */
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { draftOf } from '../curation/draft-setting.js';
import { ruleValues } from '../curation/rule-values.js';
import { synonymValues } from '../curation/synonym-values.js';
import { BadInputError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { hitListOf } from '../graphql/hit-cursor.js';
import { present } from '../graphql/present.js';
import { scopeRequest } from '../graphql/scope-request.js';
import { settingIdOf } from '../graphql/setting-id.js';
import { judgedChanges, type JudgedChange } from '../judgements/preview-judged.js';
import { ChunkType } from '../schema/chunk.js';
import { costOfPreview, costOfTriedQuestions, MOST_TRIED_QUESTIONS } from '../schema/cost.js';
import { Restricted } from '../schema/restricted.js';
import {
  ChangedQuestionType,
  JudgedChangeType,
  RankMoveType,
  SearchPreviewInput,
  SearchPreviewType,
} from '../schema/search-preview.js';
import {
  changedQuestions,
  previewSearch,
  type ChangedQuestion,
  type RankMove,
  type SearchPreview,
} from '../search/preview.js';
import type { SearchAnswer, SearchRequest } from '../search/request.js';
import type { SettingDrafts } from '../search/settings/setting-drafts.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import type { PagedAnswer } from './search.js';
import { settingsOf } from '../store/queries/search-settings.js';

const mostDrafts = 20;

interface TriedPreview extends SearchPreview {
  readonly drafts: SettingDrafts;
  readonly asked: SearchRequest;
  /** What cursors of its hits are bound to besides. */
  readonly drafted: string;
}

async function draftsIn(input: SearchPreviewInput, { dataSource }: RequestContext): Promise<SettingDrafts> {
  const { rules = [], synonyms = [], without = [] } = input;
  const drafts = {
    rules: (rules ?? []).map(({ id, rule }) => draftOf('RULE', id == null ? null : settingIdOf(id), ruleValues(rule))),
    synonyms: (synonyms ?? []).map(({ id, synonym }) =>
      draftOf('SYNONYM', id == null ? null : settingIdOf(id), synonymValues(synonym)),
    ),
    without: (without ?? []).map(settingIdOf),
  };
  for (const [field, list] of Object.entries(drafts)) {
    if (list.length <= mostDrafts) continue;
    throw new BadInputError(`\`${field}\` has more than ${String(mostDrafts)} entries.`, { field, limit: mostDrafts });
  }
  const touched = new Set([
    ...drafts.rules.map(({ id }) => id),
    ...drafts.synonyms.map(({ id }) => id),
    ...drafts.without,
  ]);
  const [allRules, allSynonyms] = await Promise.all([
    settingsOf(dataSource, 'RULE'),
    settingsOf(dataSource, 'SYNONYM'),
  ]);
  const replaced = {
    rules: allRules.filter(({ id }) => touched.has(id)),
    synonyms: allSynonyms.filter(({ id }) => touched.has(id)),
  };
  return { ...drafts, replaced };
}

/** @throws BadInputError when it is out of bounds. */
function triedAtMost(first: number | null): number {
  const most = first ?? MOST_TRIED_QUESTIONS;
  if (most >= 1 && most <= MOST_TRIED_QUESTIONS) return most;
  throw new BadInputError(`\`first\` is ${String(most)}; it must be from 1 to ${String(MOST_TRIED_QUESTIONS)}.`, {
    field: 'first',
    limit: MOST_TRIED_QUESTIONS,
  });
}

/** An answer that is not logged. */
const unlogged = (answer: SearchAnswer, asked: SearchRequest, list: string): PagedAnswer => ({
  ...answer,
  asked,
  hitList: hitListOf(asked, list),
  loggedAs: null,
});

@Resolver(() => SearchPreviewType)
export class SearchPreviewResolver {
  @Restricted('curation.read')
  @Query(() => SearchPreviewType, {
    description: 'What drafts of rules and synonyms would change.',
    complexity: costOfPreview,
  })
  async searchPreview(
    @Arg('input', () => SearchPreviewInput, { description: 'Drafts, and what to try them on.' })
    input: SearchPreviewInput,
    @Ctx() context: RequestContext,
  ): Promise<TriedPreview> {
    const { query, scope, first } = input;
    const drafts = await draftsIn(input, context);
    const asked = { query, ...(scope && { scope: scopeRequest(scope) }) };
    const preview = await previewSearch(context.search, { ...asked, page: { first: first ?? 10 } }, drafts);
    return { ...preview, drafts, asked, drafted: JSON.stringify(input) };
  }

  @FieldResolver()
  before(@Root() { before, asked }: TriedPreview): PagedAnswer {
    return unlogged(before, asked, 'before');
  }

  @FieldResolver()
  after(@Root() { after, asked, drafted }: TriedPreview): PagedAnswer {
    return unlogged(after, asked, drafted);
  }

  @FieldResolver(() => [ChangedQuestionType], {
    description:
      'Questions of the last 30 days that speak of what the drafts are about and would be answered otherwise.',
    complexity: costOfTriedQuestions,
  })
  changedQuestions(
    @Root() { drafts }: TriedPreview,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: MOST_TRIED_QUESTIONS,
      description: 'How many questions are tried, 1 to 8; the most asked.',
    })
    first: number | null,
    @Ctx() { dataSource, search }: RequestContext,
  ): Promise<ChangedQuestion[]> {
    return changedQuestions(dataSource, search, drafts, triedAtMost(first));
  }

  @FieldResolver(() => [JudgedChangeType], {
    description:
      'Judged questions that speak of what the drafts are about and would get better or worse; what falls most first.',
    complexity: costOfTriedQuestions,
  })
  judgedQuestions(
    @Root() { drafts }: TriedPreview,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: MOST_TRIED_QUESTIONS,
      description: 'How many questions are tried, 1 to 8.',
    })
    first: number | null,
    @Ctx() { dataSource, search }: RequestContext,
  ): Promise<JudgedChange[]> {
    return judgedChanges(dataSource, search, drafts, triedAtMost(first));
  }
}

@Resolver(() => RankMoveType)
export class RankMoveResolver {
  @FieldResolver(() => ChunkType)
  chunk(@Root() { chunkId }: RankMove, @Ctx() { loaders }: RequestContext): Promise<ChunkRow> {
    return present(loaders.citedChunk.load(chunkId), 'chunk');
  }
}
