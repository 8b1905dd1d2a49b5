/** Judged collections in BEIR's layout: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` (Thakur et al., 2021). */
import { createReadStream } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { BadInputError } from '../errors.js';

const judgedDocument = z.object({
  _id: z.string().min(1),
  title: z.string().default(''),
  text: z.string(),
  metadata: z
    .object({ vendor: z.string().optional(), product: z.string().optional(), version: z.string().optional() })
    .default({}),
});

/** `metadata.answer` and the like never reach the library: only the scope is read. */
const judgedQuery = z.object({
  _id: z.string().min(1),
  text: z.string().min(1),
  metadata: z.object({ product: z.string().optional() }).default({}),
});

export type JudgedDocument = z.infer<typeof judgedDocument>;
export type JudgedQuery = z.infer<typeof judgedQuery>;

export interface Collection {
  readonly name: string;
  readonly documents: readonly JudgedDocument[];
  /** Only queries that have a judgement. */
  readonly queries: readonly JudgedQuery[];
  /** Grade (above 0) by document id, by query id. */
  readonly judgements: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

async function* linesOf(file: string): AsyncGenerator<{ line: string; number: number }> {
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() !== '') yield { line, number };
    }
  } catch (cause) {
    throw new BadInputError(
      `${file} can't be read; a collection has corpus.jsonl, queries.jsonl and qrels.tsv`,
      { file },
      { cause },
    );
  }
}

async function readJsonLines<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { line, number } of linesOf(file)) {
    try {
      rows.push(schema.parse(JSON.parse(line)));
    } catch (cause) {
      throw new BadInputError(
        `${file}, line ${String(number)}: is not an entry of a BEIR collection`,
        { file, line: number },
        { cause },
      );
    }
  }
  return rows;
}

async function readJudgements(file: string): Promise<Map<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>();
  for await (const { line, number } of linesOf(file)) {
    const [query = '', document = '', grade = ''] = line.split('\t').map((cell) => cell.trim());
    if (number === 1 && !/^-?\d+$/.test(grade)) continue;
    if (query === '' || document === '' || !/^-?\d+$/.test(grade)) {
      throw new BadInputError(
        `${file}, line ${String(number)}: must be query-id, corpus-id and grade, separated by tabs`,
        {
          file,
          line: number,
        },
      );
    }
    if (Number(grade) <= 0) continue;
    const ofQuery = judgements.get(query) ?? new Map<string, number>();
    ofQuery.set(document, Number(grade));
    judgements.set(query, ofQuery);
  }
  return judgements;
}

/** @throws BadInputError naming file and line. */
export async function readCollection(folder: string): Promise<Collection> {
  const [documents, queries, judgements] = await Promise.all([
    readJsonLines(join(folder, 'corpus.jsonl'), judgedDocument),
    readJsonLines(join(folder, 'queries.jsonl'), judgedQuery),
    readJudgements(join(folder, 'qrels.tsv')),
  ]);
  return {
    name: basename(resolve(folder)),
    documents,
    queries: queries.filter((query) => judgements.has(query._id)),
    judgements,
  };
}
