/** The reading pages: search, chunks and documents, rendered here and readable without any script. */
import { Router, type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { createAccountRoutes, type AccountRoutes } from './account-routes.js';
import { createChunkRoute } from './chunk-route.js';
import { createCompareRoute, redirectToComparison } from './compare-route.js';
import { createCoverageRoute } from './coverage-route.js';
import { createDemandRoute } from './demand-route.js';
import { createDocumentRoute } from './document-route.js';
import { createFeedbackRoute } from './feedback-route.js';
import { createErrorHandler, sendNotFound } from './failure.js';
import { createFrontRoute } from './front-route.js';
import { setPageHeaders } from './respond.js';
import type { SiteContext } from './site-context.js';
import { stylesheet } from './stylesheet.js';

export type MountSiteOptions = SiteContext;

export interface MountedSite extends Pick<AccountRoutes, 'showSignIn'> {
  /** To be mounted after everything else: the page for addresses that nothing answers. */
  readonly notFound: RequestHandler;
  /** To be mounted last: failures of any route as pages. */
  readonly onError: ErrorRequestHandler;
}

/** Only the paths of the pages are taken; everything else goes on to what is mounted after. */
export function mountSite(app: Express, context: MountSiteOptions): MountedSite {
  const showFront = createFrontRoute(context);
  const showChunk = createChunkRoute(context);
  const showDocument = createDocumentRoute(context);
  const showComparison = createCompareRoute(context);
  const showCoverage = createCoverageRoute(context);
  const account = createAccountRoutes(context);
  const onError = createErrorHandler(context.logger);
  const router = Router();

  router.get('/assets/site.css', (request, response) => {
    setPageHeaders(response);
    const isVersioned = typeof request.query['v'] === 'string';
    response.set('Cache-Control', isVersioned ? 'public, max-age=31536000, immutable' : 'public, no-cache');
    response.type('css').send(stylesheet);
  });
  router.use(account.router);
  router.use(createFeedbackRoute(context));
  router.get(['/', '/index.md'], showFront);
  router.get(/^\/c\/(.+)$/, async (request, response) => {
    await showChunk(request, response, request.params[0] ?? '');
  });
  router.get(/^\/d\/([^/]+)\/([^/]+)\/([^/]+)$/, async (request, response) => {
    const [product = '', version = '', document = ''] = [request.params[0], request.params[1], request.params[2]];
    await showDocument(request, response, { product, version, document });
  });
  router.get('/coverage', showCoverage);
  router.get('/demand', createDemandRoute(context));
  router.get('/compare', redirectToComparison);
  router.get(/^\/compare\/([^/]+)\/([^/]+?)\.\.([^/]+)(?:\/([^/]+))?$/, async (request, response) => {
    const [product = '', from = '', to = '', document] = [0, 1, 2, 3].map((at) => request.params[at]);
    await showComparison(request, response, { product, from, to, document });
  });
  router.use(onError);
  app.use(router);
  return { showSignIn: account.showSignIn, notFound: sendNotFound, onError };
}
