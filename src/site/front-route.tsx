/** `/`: search results, a product's shelf, or all shelves, by what the address asks for. */
import type { Request, Response } from 'express';
import type { Execute } from '../executor.js';
import { productMarkdown, searchMarkdown, shelvesMarkdown } from './markdown-pages.js';
import { productPageOperation } from './operations/product-page.js';
import { searchPageOperation } from './operations/search-page.js';
import { shelvesPageOperation } from './operations/shelves-page.js';
import type { SearchState } from './page-name.js';
import { ProductPage } from './product-page.js';
import { textParameter } from './query-text.js';
import { sendHtml, sendMarkdown, wantsMarkdown } from './respond.js';
import { SearchPage, hitsPerPage } from './search-page.js';
import { ShelvesPage } from './shelves-page.js';
import { sendFailure } from './failure.js';
import type { SiteContext } from './site-context.js';

export function createFrontRoute(context: SiteContext) {
  return async (request: Request, response: Response): Promise<void> => {
    const state = stateOf(request);
    const asMarkdown = request.path.endsWith('.md') || wantsMarkdown(request);
    const search = new URL(request.originalUrl, 'http://site').search;
    const view = { state, asMarkdown, markdownLink: `/index.md${search}` };
    const execute = context.executeFor(request, response);
    if (state.query !== '') await sendResults({ ...context, execute }, response, view);
    else if (state.product !== undefined) await sendProduct({ ...context, execute }, request, response, view);
    else await sendShelves({ ...context, execute }, response, view);
  };
}

/** The site's context, for the request that is being answered. */
interface Answering extends SiteContext {
  readonly execute: Execute;
}

interface View {
  readonly state: SearchState;
  readonly asMarkdown: boolean;
  readonly markdownLink: string;
}

function stateOf(request: Request): SearchState {
  const product = textParameter(request, 'product');
  const version = textParameter(request, 'version');
  const after = textParameter(request, 'after');
  return {
    query: textParameter(request, 'q') ?? '',
    ...(product !== undefined && { product }),
    ...(version !== undefined && { version }),
    ...(after !== undefined && { after }),
  };
}

async function sendResults({ execute, baseUrl }: Answering, response: Response, view: View): Promise<void> {
  const { state, asMarkdown, markdownLink } = view;
  const data = await execute(searchPageOperation, {
    query: state.query,
    first: hitsPerPage,
    after: state.after ?? null,
    scope: {
      ...(state.product !== undefined && { products: [state.product] }),
      ...(state.version !== undefined && { versions: [state.version] }),
    },
  });
  if (asMarkdown) sendMarkdown(response, searchMarkdown(data, state, baseUrl));
  else sendHtml(response, <SearchPage state={state} data={data} markdownLink={markdownLink} />);
}

async function sendProduct(
  { execute, baseUrl }: Answering,
  request: Request,
  response: Response,
  view: View,
): Promise<void> {
  const { state, asMarkdown, markdownLink } = view;
  const data = await execute(productPageOperation, {
    product: state.product ?? '',
    version: state.version ?? '',
    withVersion: state.version !== undefined,
    after: state.after ?? null,
  });
  const { product } = data;
  if (product === null) {
    sendFailure(request, response, {
      status: 404,
      title: `There is no product “${state.product ?? ''}”`,
      advice: 'Look for it by words of its documentation, or choose it from the list on the front page.',
      query: state.product ?? '',
    });
  } else if (product.formerSlugs.includes(state.product ?? '')) {
    const address = new URL(request.originalUrl, 'http://site');
    address.searchParams.set('product', product.slug);
    response.set('Cache-Control', 'private, no-cache').redirect(301, `${address.pathname}${address.search}`);
  } else if (asMarkdown) sendMarkdown(response, productMarkdown(product, baseUrl));
  else sendHtml(response, <ProductPage data={data} product={product} state={state} markdownLink={markdownLink} />);
}

async function sendShelves({ execute, baseUrl }: Answering, response: Response, view: View): Promise<void> {
  const data = await execute(shelvesPageOperation, { after: view.state.after ?? null });
  if (view.asMarkdown) sendMarkdown(response, shelvesMarkdown(data, baseUrl));
  else sendHtml(response, <ShelvesPage data={data} mcpUrl={`${baseUrl}/mcp`} markdownLink={view.markdownLink} />);
}
