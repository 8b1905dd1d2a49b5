/** Addresses and their screens. Each screen is loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFound } from './shell/not-found.js';
import { Shell } from './shell/shell.js';
import { Failure } from './ui/failure.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = (): typeof root => root;
const documents = () => import('./screens/library/documents-screen.js');
const today = () => import('./screens/today/today-screen.js');
const edit = () => import('./screens/edit/edit-screen.js');

/** Parameters of an address that a screen knows; the others are left out. */
const texts =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Readonly<Record<string, unknown>>): { [Key in Name]?: string } =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === 'string' && value !== '' ? [[name, value]] : [];
      }),
    ) as { [Key in Name]?: string };

/** Those of a list that views can be saved of. */
const ofViews = ['view', 'columns', 'density'] as const;

/** Of a list that is left behind. */
const ofRows = texts('in', 'at');

const routes = [
  createRoute({
    getParentRoute,
    path: '/',
    loader: async () => {
      (await today()).ahead();
    },
    component: lazyRouteComponent(today, 'TodayScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/vendors/$vendor',
    validateSearch: ofRows,
    component: lazyRouteComponent(edit, 'VendorScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/products/$product',
    validateSearch: ofRows,
    component: lazyRouteComponent(edit, 'ProductScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/versions/$product/$version',
    validateSearch: ofRows,
    component: lazyRouteComponent(edit, 'VersionScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents/$product/$version/$document',
    validateSearch: ofRows,
    component: lazyRouteComponent(edit, 'DocumentScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents/$product/$version/$document/text',
    validateSearch: texts('quality', 'page', 'in', 'at'),
    component: lazyRouteComponent(() => import('./screens/document-text/text-screen.js'), 'DocumentTextScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/vendors',
    validateSearch: texts(...ofViews, 'q', 'order', 'page'),
    component: lazyRouteComponent(() => import('./screens/library/vendors-screen.js'), 'VendorsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/products',
    validateSearch: texts(...ofViews, 'q', 'vendor', 'order', 'page'),
    component: lazyRouteComponent(() => import('./screens/library/products-screen.js'), 'ProductsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/versions',
    validateSearch: texts(...ofViews, 'q', 'vendor', 'product', 'preview', 'state', 'order', 'page'),
    component: lazyRouteComponent(() => import('./screens/library/versions-screen.js'), 'VersionsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents',
    validateSearch: texts(
      ...ofViews,
      'q',
      'vendor',
      'product',
      'version',
      'kind',
      'language',
      'state',
      'text',
      'order',
      'page',
    ),
    loaderDeps: ({ search }) => search,
    loader: async ({ deps }) => {
      (await documents()).ahead(deps);
    },
    component: lazyRouteComponent(documents, 'DocumentsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/coverage',
    validateSearch: texts('vendor', 'product', 'rows', 'show', 'page'),
    component: lazyRouteComponent(() => import('./screens/coverage/coverage-screen.js'), 'CoverageScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/demand',
    validateSearch: texts('report', 'days', 'product', 'version', 'client', 'verdict', 'state', 'page'),
    component: lazyRouteComponent(() => import('./screens/demand/demand-screen.js'), 'DemandScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/proposals',
    validateSearch: texts(...ofViews, 'path', 'who', 'by', 'kind', 'state', 'subject', 'of', 'page'),
    component: lazyRouteComponent(() => import('./screens/proposals/proposals-screen.js'), 'ProposalsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/review',
    component: lazyRouteComponent(() => import('./screens/corrections/review-screen.js'), 'ReviewScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/changes',
    validateSearch: texts(...ofViews, 'path', 'who', 'by', 'kind', 'bulk', 'page'),
    component: lazyRouteComponent(() => import('./screens/corrections/changes-screen.js'), 'ChangesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/bulks',
    validateSearch: texts('page'),
    component: lazyRouteComponent(() => import('./screens/corrections/bulks-screen.js'), 'BulksScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/csv',
    component: lazyRouteComponent(() => import('./screens/corrections/csv-screen.js'), 'CsvScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/workbench',
    validateSearch: texts('q', 'product', 'version'),
    component: lazyRouteComponent(() => import('./screens/workbench/workbench-screen.js'), 'WorkbenchScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/rules',
    validateSearch: texts('q', 'targets', 'page'),
    component: lazyRouteComponent(() => import('./screens/rules/rules-screen.js'), 'RulesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/synonyms',
    validateSearch: texts('q', 'page'),
    component: lazyRouteComponent(() => import('./screens/synonyms/synonyms-screen.js'), 'SynonymsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/judgements',
    validateSearch: texts('q', 'targets', 'page'),
    component: lazyRouteComponent(() => import('./screens/judgements/judgements-screen.js'), 'JudgementsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/marks',
    validateSearch: texts('q', 'product', 'effect', 'targets', 'page'),
    component: lazyRouteComponent(() => import('./screens/marks/marks-screen.js'), 'MarksScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/jobs',
    validateSearch: texts('page'),
    component: lazyRouteComponent(() => import('./screens/jobs/jobs-screen.js'), 'JobsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/jobs/$job',
    component: lazyRouteComponent(() => import('./screens/jobs/job-screen.js'), 'JobScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/sources',
    validateSearch: texts('page'),
    component: lazyRouteComponent(() => import('./screens/sources/sources-screen.js'), 'SourcesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/add',
    component: lazyRouteComponent(() => import('./screens/add/add-screen.js'), 'AddScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/operations',
    component: lazyRouteComponent(() => import('./screens/operations/operations-screen.js'), 'OperationsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/me',
    component: lazyRouteComponent(() => import('./screens/me/me-screen.js'), 'MeScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/accounts',
    component: lazyRouteComponent(() => import('./screens/accounts/accounts-screen.js'), 'AccountsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/keys',
    component: lazyRouteComponent(() => import('./screens/keys/keys-screen.js'), 'KeysScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/audit',
    validateSearch: texts('what', 'who', 'subject', 'page'),
    component: lazyRouteComponent(() => import('./screens/audit/audit-screen.js'), 'AuditScreen'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...routes]),
  basepath: '/admin',
  // Version 1.10 is no number: everything in an address is text.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== '');
    const text = new URLSearchParams(given as [string, string][]).toString();
    return text === '' ? '' : `?${text}`;
  },
  defaultPreload: 'intent',
  defaultErrorComponent: ({ error }) => <Failure error={error} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
