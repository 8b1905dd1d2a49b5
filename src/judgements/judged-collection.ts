/** The judgements as a collection in BEIR's layout, with the texts of what was judged. */
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { settingsOf } from '../store/queries/search-settings.js';
import { documentsOfChunks, targetText } from '../store/queries/judged-targets.js';
import { findJudged, judgedQuestions, type JudgedPlace } from './judged-questions.js';

/** Texts of the three files. */
export interface JudgedCollection {
  readonly corpus: string;
  readonly queries: string;
  readonly qrels: string;
  readonly targetCount: number;
  readonly questionCount: number;
  readonly judgementCount: number;
  /** Targets that nothing published answers to; they are left out. */
  readonly deadTargets: readonly string[];
}

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

/** The same for the same question, whatever else is judged. */
const idOf = (key: string): string => `q${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;

async function corpusEntry(dataSource: DataSource, target: string, { read }: JudgedPlace): Promise<string | null> {
  const [chunkId] = read.chunkIds ?? [];
  const documentId =
    read.documentId ??
    (chunkId === undefined ? undefined : (await documentsOfChunks(dataSource, [chunkId])).get(chunkId));
  const found = documentId === undefined ? null : await targetText(dataSource, documentId, read.chunkIds);
  if (found === null) return null;
  const { title, text, ...metadata } = found;
  return JSON.stringify({ _id: target, title, text, metadata });
}

/** Each judged target is one entry of the corpus; those with grade 0 are there to be mistaken for answers. */
export async function judgedCollection(dataSource: DataSource): Promise<JudgedCollection> {
  const judgements = await settingsOf(dataSource, 'JUDGEMENT');
  const targets = await findJudged(dataSource, judgements);
  const corpus = new Map<string, string>();
  const dead = new Set<string>();
  for (const { judgement, place } of targets) {
    const { target } = judgement;
    if (corpus.has(target)) continue;
    const entry = place === null ? null : await corpusEntry(dataSource, target, place);
    if (entry === null) dead.add(target);
    else corpus.set(target, entry);
  }
  const questions = judgedQuestions(judgements.filter(({ target }) => corpus.has(target)));
  const grades = questions.flatMap(({ key, judgements: of }) =>
    of.map(({ target, grade }) => `${idOf(key)}\t${target}\t${String(grade)}`),
  );
  return {
    corpus: lines([...corpus].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)),
    queries: lines(
      questions.map(({ key, query, scope }) => {
        const [product] = scope.products ?? [];
        return JSON.stringify({ _id: idOf(key), text: query, metadata: product === undefined ? {} : { product } });
      }),
    ),
    qrels: lines(['query-id\tcorpus-id\tscore', ...grades]),
    targetCount: corpus.size,
    questionCount: questions.length,
    judgementCount: grades.length,
    deadTargets: [...dead].toSorted(),
  };
}
