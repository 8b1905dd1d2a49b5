/** `/coverage`: what the library holds by two dimensions, and what it lacks. */
import type { Request, Response } from 'express';
import { enumName, type EnumOf } from '../typed-operation.js';
import { coverageDimensions, type CoveragePageState } from './coverage-link.js';
import { CoveragePage } from './coverage-page.js';
import { gapStates } from './coverage-words.js';
import { sendFailure } from './failure.js';
import { coveragePageOperation } from './operations/coverage-page.js';
import { textParameter } from './query-text.js';
import { sendHtml } from './respond.js';
import type { SiteContext } from './site-context.js';

export function createCoverageRoute({ executeFor }: SiteContext) {
  return async (request: Request, response: Response): Promise<void> => {
    const state = stateOf(request);
    const { rows, columns } = state;
    if (rows === columns) {
      sendFailure(request, response, {
        status: 400,
        title: 'Rows and columns are the same',
        advice: 'Choose two different ones, such as versions and kinds.',
      });
      return;
    }
    const data = await executeFor(request, response)(coveragePageOperation, {
      filter: {
        vendors: listOf(state.vendor),
        products: listOf(state.product),
        versions: listOf(state.version),
        kinds: state.kind === undefined ? null : [enumName<'DocumentKind'>(state.kind)],
        languages: listOf(state.language),
        states: state.gaps === true ? gapStates : null,
      },
      rows,
      columns,
      withTable: state.documents !== true,
      withDocuments: state.documents === true,
      after: state.after,
    });
    // What is searched for is not everybody's.
    if (data.coverage.total.missed !== null) response.set('Cache-Control', 'no-store');
    sendHtml(response, <CoveragePage data={data} state={state} />);
  };
}

function listOf(value: string | undefined): string[] | null {
  return value === undefined ? null : [value];
}

type Dimension = EnumOf<'CoverageDimension'>;
type WholeState = CoveragePageState & { readonly rows: Dimension; readonly columns: Dimension };

function stateOf(request: Request): WholeState {
  const product = textParameter(request, 'product');
  const language = textParameter(request, 'language');
  const dimension = (name: string) =>
    coverageDimensions.find((one) => one.toLowerCase() === textParameter(request, name)?.toLowerCase());
  return {
    vendor: textParameter(request, 'vendor'),
    product,
    version: textParameter(request, 'version'),
    kind: textParameter(request, 'kind')?.toUpperCase(),
    language: language === 'none' ? '' : language,
    rows: dimension('rows') ?? (product === undefined ? 'PRODUCT' : 'VERSION'),
    columns: dimension('columns') ?? 'KIND',
    gaps: textParameter(request, 'show') === 'gaps' ? true : undefined,
    documents: textParameter(request, 'list') === 'documents' ? true : undefined,
    after: textParameter(request, 'after'),
  };
}
