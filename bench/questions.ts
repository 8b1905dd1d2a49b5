/**
 * How often the answer to a question stands in the first hits, asked over HTTP of a library that is running.
 *
 * `node dist/bench/questions.js QUESTIONS.jsonl [URL]`: one JSON object a line with `query`, `kind`, `relevant` (paths
 * that end in the file's path below its version), and optionally `vendor`, `product`, `version` (the scope), `page`
 * (indexes of pages that hold the answer) and `span` (text of the answer). A question without `relevant` has no answer
 * in the library: it counts as right when nothing is found or its version is said not to exist.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { percentile } from '../src/evaluation/metrics.js';

const questionSchema = z.object({
  id: z.string(),
  kind: z.string(),
  query: z.string(),
  vendor: z.string().optional(),
  product: z.string().optional(),
  version: z.string().optional(),
  relevant: z.array(z.string()),
  page: z.union([z.int(), z.array(z.int())]).optional(),
});
type Question = z.infer<typeof questionSchema>;

const answerSchema = z.object({
  data: z.object({
    search: z.object({
      scope: z.object({ versions: z.array(z.object({ match: z.string() })), unknown: z.array(z.unknown()) }),
      hits: z.object({
        nodes: z.array(
          z.object({
            chunk: z.object({
              key: z.string(),
              page: z.int().nullable(),
              lastPage: z.int().nullable(),
              file: z.object({ path: z.string() }),
              product: z.object({ slug: z.string() }),
              version: z.object({ label: z.string(), slug: z.string() }),
            }),
          }),
        ),
      }),
    }),
  }),
});
type Hit = z.infer<typeof answerSchema>['data']['search']['hits']['nodes'][number];

const query = /* GraphQL */ `
  query Question($query: String!, $scope: ScopeInput, $mode: SearchMode) {
    search(query: $query, scope: $scope, mode: $mode) {
      scope {
        versions {
          match
        }
        unknown {
          requested
        }
      }
      hits(first: 10) {
        nodes {
          chunk {
            key
            page
            lastPage
            file {
              path
            }
            product {
              slug
            }
            version {
              label
              slug
            }
          }
        }
      }
    }
  }
`;

const [file, url = 'http://127.0.0.1:4000'] = process.argv.slice(2);
if (file === undefined) throw new Error('Name a file of questions.');
const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
const questions = lines.map((line) => questionSchema.parse(JSON.parse(line)));

function isRelevant({ relevant, page }: Question, { chunk }: Hit): boolean {
  const place = (slug: string): string => `${chunk.product.slug}/${slug}/${chunk.file.path}`;
  const { label, slug } = chunk.version;
  if (!relevant.some((path) => path.endsWith(place(label)) || path.endsWith(place(slug)))) return false;
  if (page === undefined || chunk.page === null) return true;
  const [first, last] = [chunk.page, chunk.lastPage ?? chunk.page];
  return [page].flat().some((index) => index >= first && index <= last);
}

/** 1-based rank of the first right hit; 0 for none. */
async function ask(question: Question, mode: string): Promise<{ rank: number; ms: number }> {
  const { vendor, product, version } = question;
  const scope = {
    ...(vendor !== undefined && { vendors: [vendor] }),
    ...(product !== undefined && { products: [product] }),
    ...(version !== undefined && { versions: [version] }),
  };
  const started = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { query: question.query, scope, mode } }),
  });
  const answer = answerSchema.parse(await response.json()).data.search;
  const ms = performance.now() - started;
  if (question.relevant.length > 0)
    return { rank: answer.hits.nodes.findIndex((hit) => isRelevant(question, hit)) + 1, ms };
  const saysSo = answer.hits.nodes.length === 0 || answer.scope.versions.some(({ match }) => match === 'NONE');
  return { rank: saysSo ? 1 : 0, ms };
}

const kinds = [...new Set(questions.map(({ kind }) => kind))];
for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC']) {
  const asked: (Question & Awaited<ReturnType<typeof ask>>)[] = [];
  for (const question of questions) asked.push({ ...question, ...(await ask(question, mode)) });
  const row = (name: string, of: typeof asked): string => {
    const share = (depth: number): string => String(of.filter(({ rank }) => rank > 0 && rank <= depth).length);
    return `${mode} ${name}: hit@1 ${share(1)}, hit@5 ${share(5)}, hit@10 ${share(10)} of ${String(of.length)}`;
  };
  for (const kind of kinds)
    console.log(
      row(
        kind,
        asked.filter((question) => question.kind === kind),
      ),
    );
  console.log(row('all', asked));
  const durations = asked.map(({ ms }) => ms);
  console.log(
    `${mode} p50 ${percentile(durations, 0.5).toFixed(0)} ms, p95 ${percentile(durations, 0.95).toFixed(0)} ms`,
  );
  const missed = asked.filter(({ rank }) => rank === 0 || rank > 5).map(({ id, rank }) => `${id} (${String(rank)})`);
  if (missed.length > 0) console.log(`${mode} not among the first five (rank): ${missed.join(', ')}`);
}
