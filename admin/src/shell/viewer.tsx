/** Who uses the console, and what they may do. */
import { createContext, use, type JSX, type ReactNode } from 'react';
import { graphql, type ResultOf } from '../api/graphql.js';
import { useAsk } from '../api/use-ask.js';
import { Answer } from '../ui/answer.js';

export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      kind
      name
      role
      permissions
      hasAdministrator
      account {
        id
        email
      }
    }
  }
`);

export type Viewer = ResultOf<typeof viewerQuery>['viewer'];

const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (viewer === null) throw new Error('useViewer stands outside of ViewerProvider');
  return viewer;
}

export type Permission = Viewer['permissions'][number];

/** Whether the viewer may do something. */
export function useMay(action: Permission): boolean {
  return useViewer().permissions.includes(action);
}

export function ViewerProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const viewer = useAsk(viewerQuery, {});
  return <Answer of={viewer}>{(data) => <ViewerContext value={data.viewer}>{children}</ViewerContext>}</Answer>;
}
