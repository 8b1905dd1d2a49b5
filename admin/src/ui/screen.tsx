/** What every screen begins with: its heading, what can be done on it, and the page's title. */
import { useEffect, type JSX, type ReactNode } from 'react';
import { words } from '../words/en.js';

export interface ScreenProps {
  readonly title: string;
  /** One or two sentences under the heading. */
  readonly about?: ReactNode;
  /** Buttons and links beside the heading. */
  readonly actions?: ReactNode;
  /** Where it stands, above the heading. */
  readonly trail?: ReactNode;
  readonly children: ReactNode;
}

export function Screen({ title, about, actions, trail, children }: ScreenProps): JSX.Element {
  useEffect(() => {
    document.title = words.shell.title(title);
  }, [title]);
  return (
    <>
      <header className="screen">
        <div>
          {trail !== undefined && <p className="trail">{trail}</p>}
          <h1>{title}</h1>
          {about !== undefined && <p className="about">{about}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}
