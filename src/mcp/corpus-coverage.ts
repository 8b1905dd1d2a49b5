/** The tool that tells what the library holds and lacks. */
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { VariablesOf } from '../typed-operation.js';
import { corpusCoverageOperation, type CellData, type CoverageData } from './coverage-operation.js';
import { failure, failureOf } from './failure.js';
import { nearestNamesOperation } from './operations.js';
import { fitRows, rowCursor, rowPosition, rowTokens } from './row-pages.js';
import { readOnlyAnnotations, type ToolContext } from './tool-context.js';
import { nameInput } from './tool-input.js';
import { oneLine } from './untrusted-text.js';

const description = `Tell what the library holds and what it lacks: documents by product, or by version of one product, and the gaps with the reason for each (missing kinds, thin, stale, pages without text, incomplete).
Use it before saying that something is not documented, to answer "is there a … for version …", or to see whether an answer rests on thin or old sources. It does not search text.
- Without product: a row for each product. With product: a row for each of its versions, newest first.
- gapsOnly leaves out rows without gaps. Rows come in parts: call again with cursor.`;

const kinds = [
  ...['GUIDE', 'ADMIN_GUIDE', 'DEVELOPER_GUIDE', 'CLI_REFERENCE', 'API_REFERENCE'],
  ...['RELEASE_NOTES', 'INSTALLATION', 'TROUBLESHOOTING', 'OTHER'],
] as const;

const inputSchema = z.strictObject({
  product: nameInput('Slug or alias of a product: its versions'),
  kinds: z.array(z.enum(kinds)).optional().describe('Only these kinds of documents'),
  gapsOnly: z.boolean().default(false).describe('Only rows with gaps'),
  cursor: nameInput('cursor of the answer before, with the same other arguments, to go on'),
  maxTokens: z
    .int()
    .min(300)
    .max(1_500)
    .default(1_500)
    .describe('Tokens that the answer may take; what does not fit is left out and counted'),
});

const gapSchema = z.object({
  kind: z.string(),
  state: z
    .string()
    .describe('MISSING, NO_TEXT, STALE, THIN, PARTIAL, UNINDEXED or UNEMBEDDED; more where you may see more'),
  rule: z.string().optional().describe('Rule by which it is missing or stale'),
  why: z.string(),
});

const rowSchema = z.object({
  name: z.string().describe('Product, or product/version'),
  documents: z.int(),
  holds: z.record(z.string(), z.int()).describe('Documents by kind'),
  gaps: z.array(gapSchema),
});

const outputSchema = z.object({
  of: z.string().optional().describe('The product whose versions these are'),
  total: z.object({ documents: z.int(), pages: z.int(), chunks: z.int() }).describe('All rows together'),
  rows: z.array(rowSchema),
  omitted: z.int().describe('Rows behind the last one given'),
  cursor: z.string().optional().describe('Give it to go on; absent at the end'),
  next: z.string().describe('How to go on'),
});

type CoverageInput = z.infer<typeof inputSchema>;
type CoverageOutput = z.infer<typeof outputSchema>;
type CoverageRow = z.infer<typeof rowSchema>;

type Variables = VariablesOf<typeof corpusCoverageOperation>;

const gapStates: Variables['filter'] = {
  states: ['MISSING', 'FAILED', 'NO_TEXT', 'STALE', 'THIN', 'PARTIAL', 'UNINDEXED', 'UNEMBEDDED', 'HIDDEN', 'DRAFT'],
};

/** What its cursors are of. */
const report = 'coverage';
/** Rows that are asked for at once; how many are given depends on maxTokens. */
const mostRows = 40;
/** For totals and how to go on. */
const frameTokens = 160;

export function registerCorpusCoverage(server: McpServer, { execute, logger }: ToolContext): void {
  server.registerTool(
    'corpus_coverage',
    { title: 'Coverage of the library', description, inputSchema, outputSchema, annotations: readOnlyAnnotations },
    async (input, { mcpReq }): Promise<CallToolResult> => {
      const { product, cursor } = input;
      const options = { signal: mcpReq.signal };
      const position = rowPosition(report, cursor);
      if (position === null) return failure('BAD_INPUT', 'cursor is not one that this tool gave.');
      try {
        const variables: Variables = {
          product: product ?? '',
          withProduct: product !== undefined,
          filter: {
            products: product === undefined ? null : [product],
            kinds: input.kinds ?? null,
            ...(input.gapsOnly && gapStates),
          },
          rows: product === undefined ? 'PRODUCT' : 'VERSION',
          first: mostRows,
          after: position.after,
        };
        const data = await execute(corpusCoverageOperation, variables, options);
        if (product !== undefined && (data.product ?? null) === null) {
          const variables = { query: product, scope: { products: [product] } };
          const { search } = await execute(nearestNamesOperation, variables, options);
          const nearest = search.scope.unknown.flatMap((unknown) => unknown.nearest);
          return failure('NOT_FOUND', `The library holds no product "${product}".`, nearest);
        }
        const output = describe(data, input, position.given);
        return { structuredContent: output, content: [{ type: 'text', text: format(output) }] };
      } catch (error) {
        return failureOf(error, 'corpus_coverage', logger);
      }
    },
  );
}

function describe({ product, coverage }: CoverageData, input: CoverageInput, given: number): CoverageOutput {
  const { total, rows } = coverage;
  const fitted = fitRows(
    rows.edges.map(({ node }) => describeRow(node)),
    input.maxTokens - frameTokens,
    costOf,
    (row) => withGapsThatFit(row, input.maxTokens - frameTokens),
  );
  const last = rows.edges[fitted.length - 1]?.cursor;
  const omitted = Math.max(0, rows.totalCount - given - fitted.length);
  const after = omitted > 0 ? last : undefined;
  const cursor = after === undefined ? undefined : rowCursor(report, { given: given + fitted.length, after });
  return {
    ...(product != null && { of: oneLine(product.slug) }),
    total: { documents: total.documentCount, pages: total.pageCount, chunks: total.chunkCount },
    rows: fitted,
    omitted,
    ...(cursor !== undefined && { cursor }),
    next: howToGoOn(omitted, input),
  };
}

type RowData = CoverageData['coverage']['rows']['edges'][number]['node'];

function describeRow({ heading, total, cells }: RowData): CoverageRow {
  const kindOf = ({ column }: CellData): string => column?.key ?? '';
  return {
    name: oneLine(heading.key),
    documents: total.documentCount,
    holds: Object.fromEntries(
      cells.filter((cell) => cell.documentCount > 0).map((cell) => [kindOf(cell), cell.documentCount]),
    ),
    gaps: cells.flatMap((cell) =>
      cell.reasons.map(({ state, rule, sentence }) => ({
        kind: kindOf(cell),
        state,
        ...(rule !== null && { rule }),
        why: oneLine(sentence),
      })),
    ),
  };
}

/** With as many of its gaps as fit. */
function withGapsThatFit(row: CoverageRow, tokens: number): CoverageRow {
  let { gaps } = row;
  while (gaps.length > 0 && costOf({ ...row, gaps }) > tokens) gaps = gaps.slice(0, -1);
  return { ...row, gaps };
}

function costOf(row: CoverageRow): number {
  return rowTokens(row, formatRow);
}

function howToGoOn(omitted: number, { product, gapsOnly }: CoverageInput): string {
  if (omitted > 0) return 'More follow: call again with cursor.';
  if (gapsOnly) return 'These are all gaps.';
  return product === undefined
    ? 'Call again with product for its versions.'
    : 'Use search_docs with this product and one of these versions.';
}

function formatRow({ name, documents, holds, gaps }: CoverageRow): string {
  const held = Object.entries(holds).map(([kind, count]) => `${kind} ${String(count)}`);
  return [
    `- ${name}: ${String(documents)} documents${held.length === 0 ? '' : ` (${held.join(', ')})`}`,
    ...gaps.map(({ kind, state, rule, why }) => `  ${kind} ${state}${rule === undefined ? '' : ` ${rule}`}: ${why}`),
  ].join('\n');
}

function format({ of, total, rows, omitted, cursor, next }: CoverageOutput): string {
  return [
    `${of === undefined ? 'The library' : of} holds ${String(total.documents)} documents, ${String(total.pages)} pages, ${String(total.chunks)} chunks.`,
    ...rows.map(formatRow),
    `omitted: ${String(omitted)}.${cursor === undefined ? '' : ` cursor: "${cursor}".`} ${next}`,
  ].join('\n');
}
