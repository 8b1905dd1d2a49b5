/** The frame of every page: head, skip link, header, main, footer. */
import type { ComponentChildren, JSX } from 'preact';
import { stylesheetPath } from './stylesheet.js';

interface LayoutProps {
  readonly title: string;
  /** Shown in the header's search field; the front page has its own. */
  readonly query?: string;
  readonly withSearch?: boolean;
  /** Address of the same content as Markdown. */
  readonly markdownLink?: string;
  readonly canonical?: string;
  /** For pages that no search engine should keep. */
  readonly noIndex?: boolean;
  readonly children: ComponentChildren;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23276152' d='M2 2h3v12H2zm4 0h3v12H6zm4.2.6 2.8-.9 3 11.6-2.8.8z'/%3E%3C/svg%3E";

export function Layout({
  title,
  query,
  withSearch,
  markdownLink,
  canonical,
  noIndex,
  children,
}: LayoutProps): JSX.Element {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{title === 'McDewey' ? title : `${title} · McDewey`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {noIndex === true && <meta name="robots" content="noindex" />}
        {canonical !== undefined && <link rel="canonical" href={canonical} />}
        {markdownLink !== undefined && <link rel="alternate" type="text/markdown" href={markdownLink} />}
        <link rel="icon" href={icon} />
        <link rel="stylesheet" href={stylesheetPath} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the text
        </a>
        <header class="site">
          <a class="brand" href="/">
            McDewey
          </a>
          {withSearch !== false && (
            <form action="/" method="get" role="search" class="quick">
              <input
                type="search"
                name="q"
                aria-label="Search the library"
                placeholder="Search the library"
                value={query ?? ''}
              />
            </form>
          )}
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer class="site">
          <p>
            Text of the manuals belongs to its publishers. <a href="/coverage">What the library holds</a>{' '}
            <a href="/admin">Console</a>
            {markdownLink !== undefined && (
              <>
                {' '}
                <a href={markdownLink}>This page as Markdown</a>
              </>
            )}
          </p>
        </footer>
      </body>
    </html>
  );
}
