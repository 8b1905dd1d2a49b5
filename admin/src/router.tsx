/** Addresses and their screens. Each screen is loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFound } from './shell/not-found.js';
import { Shell } from './shell/shell.js';
import { Failure } from './ui/failure.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/today/today-screen.js'), 'TodayScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([today]),
  basepath: '/admin',
  defaultPreload: 'intent',
  defaultErrorComponent: ({ error }) => <Failure error={error} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
