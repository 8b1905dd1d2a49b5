/** Addresses and their screens. Each screen is loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFound } from './shell/not-found.js';
import { Shell } from './shell/shell.js';
import { Failure } from './ui/failure.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = (): typeof root => root;
const edit = () => import('./screens/edit/edit-screen.js');

const routes = [
  createRoute({
    getParentRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./screens/today/today-screen.js'), 'TodayScreen'),
  }),
  createRoute({ getParentRoute, path: '/vendors/$vendor', component: lazyRouteComponent(edit, 'VendorScreen') }),
  createRoute({ getParentRoute, path: '/products/$product', component: lazyRouteComponent(edit, 'ProductScreen') }),
  createRoute({
    getParentRoute,
    path: '/versions/$product/$version',
    component: lazyRouteComponent(edit, 'VersionScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents/$product/$version/$document',
    component: lazyRouteComponent(edit, 'DocumentScreen'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...routes]),
  basepath: '/admin',
  defaultPreload: 'intent',
  defaultErrorComponent: ({ error }) => <Failure error={error} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
