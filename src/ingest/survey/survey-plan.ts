/** Compares a plan with the library: what is as it was, what has to be read, what is gone. */
import pLimit from 'p-limit';
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../../store/writes/catalogue.js';
import {
  publishedFrom,
  storedDocuments,
  type PublishedDocument,
  type StoredDocument,
} from '../../store/writes/documents.js';
import { DomainError } from '../../errors.js';
import { groupBy } from '../../group-by.js';
import { documentKey, type PlannedDocument, type SourcePlan } from '../source/plan.js';
import type { SourceFiles } from '../files/source-files.js';
import { surveyDocument, type DocumentSurvey } from './survey-document.js';

/** Documents whose files are in memory at once. */
const documentsAtOnce = 4;

export interface SurveyedDocument {
  readonly document: PlannedDocument;
  /** `product/version/document`. */
  readonly key: string;
  readonly stored: StoredDocument | undefined;
  readonly survey: DocumentSurvey;
}

export interface RefusedDocument {
  readonly document: PlannedDocument;
  readonly key: string;
  readonly error: DomainError;
}

export interface PlanSurvey {
  /** In the order of the plan. */
  readonly documents: readonly SurveyedDocument[];
  /** Their product or version can't be had. */
  readonly refused: readonly RefusedDocument[];
  /** Published from this source, and no longer in it. */
  readonly missing: readonly PublishedDocument[];
  /** How many documents are published from this source. */
  readonly published: number;
}

export interface SurveyOptions {
  /** Finds the version that new documents of the same version come to, or makes it. */
  readonly versionOf: (document: PlannedDocument) => Promise<VersionRef | undefined>;
  readonly signal?: AbortSignal;
}

const versionName = ({ vendor, product, version }: PlannedDocument): string =>
  JSON.stringify([vendor.slug, product.slug, version.slug]);

/** @throws whatever `signal` was aborted with. */
export async function surveyPlan(
  manager: EntityManager,
  plan: SourcePlan,
  source: SourceFiles,
  { versionOf, signal }: SurveyOptions,
): Promise<PlanSurvey> {
  const versions = new Map<string, Promise<ReadonlyMap<string, StoredDocument> | DomainError>>();
  const slugs = groupBy(plan.documents, versionName);
  const documents: SurveyedDocument[] = [];
  const refused: RefusedDocument[] = [];

  async function load(document: PlannedDocument): Promise<ReadonlyMap<string, StoredDocument> | DomainError> {
    try {
      await versionOf(document);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'SLUG_TAKEN') return error;
      throw error;
    }
    const named = { product: document.product.slug, version: document.version.slug };
    const planned = slugs.get(versionName(document)) ?? [];
    const stored = await storedDocuments(
      manager,
      named,
      planned.map(({ slug }) => slug),
    );
    return new Map(stored.map((row) => [row.origin ?? row.path, row]));
  }

  function known(document: PlannedDocument): Promise<ReadonlyMap<string, StoredDocument> | DomainError> {
    const name = versionName(document);
    const found = versions.get(name) ?? load(document);
    versions.set(name, found);
    return found;
  }

  async function look(document: PlannedDocument): Promise<SurveyedDocument | RefusedDocument> {
    signal?.throwIfAborted();
    const key = documentKey(document);
    const there = await known(document);
    if (there instanceof DomainError) return { document, key, error: there };
    const stored = there.get(key);
    const survey = await surveyDocument(document, stored, source);
    return { document, key, stored, survey };
  }

  const limit = pLimit(documentsAtOnce);
  for (const seen of await Promise.all(plan.documents.map((document) => limit(look, document)))) {
    if ('error' in seen) refused.push(seen);
    else documents.push(seen);
  }
  const planned = new Set(plan.documents.map(documentKey));
  const published = await publishedFrom(manager, plan.root);
  return { documents, refused, missing: published.filter(({ key }) => !planned.has(key)), published: published.length };
}
