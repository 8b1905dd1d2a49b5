/** `/compare/<product>/<from>..<to>` and `/compare/<product>/<from>..<to>/<document>`: what changed between two versions. */
import type { Request, Response } from 'express';
import type { EnumOf } from '../typed-operation.js';
import { compareLink, type CompareState } from './compare-link.js';
import { ComparePage } from './compare-page.js';
import { everyPage } from '../every-page.js';
import { sendFailure } from './failure.js';
import { comparedDocumentsOperation, comparePageOperation, type ResolutionData } from './operations/compare-page.js';
import { textParameter } from './query-text.js';
import { sendHtml } from './respond.js';
import type { SiteContext } from './site-context.js';

export interface ComparePath {
  readonly product: string;
  readonly from: string;
  readonly to: string;
  readonly document: string | undefined;
}

const changes: readonly EnumOf<'SectionChange'>[] = ['CHANGED', 'MOVED', 'RENAMED', 'ADDED', 'REMOVED'];
const nameLists: readonly EnumOf<'NameChangeKind'>[] = ['REMOVED', 'RENAMED', 'ADDED', 'DEFAULT_CHANGED'];
/** Rows around each change. */
const context = 2;
/** Names that stand above the sections. */
const someNames = 12;

export function createCompareRoute({ executeFor }: SiteContext) {
  return async (request: Request, response: Response, path: ComparePath): Promise<void> => {
    const state = stateOf(request, path.document);
    const { names: list } = state;
    const isNameList = list !== undefined;
    const nameChange = nameLists.find((one) => one === list);
    const execute = executeFor(request, response);
    const { product: name, from: older, to: newer } = path;
    const { document, section, topic } = state;
    const compared = { product: name, from: older, to: newer, document, section, topic };
    const { compareVersions: comparison } = await execute(comparePageOperation, {
      ...compared,
      change: state.all === true ? null : changes,
      context: state.all === true ? null : context,
      after: isNameList ? null : state.after,
      withSections: !isNameList,
      nameChange: nameChange === undefined ? null : [nameChange],
      firstNames: isNameList ? 100 : someNames,
      afterNames: isNameList ? state.after : null,
    });
    const { from, to, counts, product } = comparison;
    if (from.served === null || to.served === null || counts === null) {
      sendFailure(request, response, {
        status: 404,
        title: 'There is no such version to compare',
        advice: [from, to].flatMap((one) => adviceOf(product.name, one)).join(' '),
        query: product.name,
      });
      return;
    }
    if (from.served.slug !== path.from || to.served.slug !== path.to || product.slug !== path.product) {
      // "latest" and aliases lead on to the versions that they mean today.
      response.redirect(302, compareLink(product.slug, from.served.slug, to.served.slug, state));
      return;
    }
    const documents = await everyPage(async (after) => {
      const more = await execute(comparedDocumentsOperation, { ...compared, after });
      return more.compareVersions.documents;
    }, comparison.documents);
    sendHtml(
      response,
      <ComparePage
        comparison={comparison}
        documents={documents}
        from={from.served}
        to={to.served}
        counts={counts}
        state={state}
      />,
    );
  };
}

/** `/compare?product=…&from=…&to=…`, as its form sends it, to the address that can be passed on. */
export function redirectToComparison(request: Request, response: Response): void {
  const [product, from, to] = [
    textParameter(request, 'product'),
    textParameter(request, 'from'),
    textParameter(request, 'to'),
  ];
  if (product === undefined || from === undefined || to === undefined) {
    sendFailure(request, response, {
      status: 400,
      title: 'That can’t be compared',
      advice: 'Name a product and two of its versions: /compare/product/from..to',
    });
    return;
  }
  response.redirect(302, compareLink(product, from, to, stateOf(request, textParameter(request, 'document'))));
}

function stateOf(request: Request, document: string | undefined): CompareState {
  const view = textParameter(request, 'view');
  return {
    document,
    section: textParameter(request, 'section'),
    topic: textParameter(request, 'topic'),
    all: textParameter(request, 'show') === 'all' ? true : undefined,
    view: view === 'inline' || view === 'split' ? view : undefined,
    names: textParameter(request, 'names'),
    after: textParameter(request, 'after'),
  };
}

function adviceOf(product: string, { requested, served, nearest }: ResolutionData): string[] {
  if (served !== null) return [];
  const names = nearest.length === 0 ? '' : ` The nearest are ${nearest.map(({ label }) => label).join(', ')}.`;
  return [`${product} has no version “${requested}”.${names}`];
}
