/** Markdown of a manual as elements of the page: nothing in it becomes markup by itself, and nothing is loaded from elsewhere. */
import type { JSX } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

/** Headings of a manual are no headings of the screen. */
const heading = ({ children }: { readonly children?: React.ReactNode }): JSX.Element => (
  <p className="markdown-heading">{children}</p>
);

const components: Components = {
  ...{ h1: heading, h2: heading, h3: heading, h4: heading, h5: heading, h6: heading },
  // Where a link of a manual leads is not where a curator is going.
  a: ({ children }) => <span className="markdown-link">{children}</span>,
  img: ({ alt }) => <span className="chip">{alt === undefined || alt === '' ? '▨' : `▨ ${alt}`}</span>,
  input: ({ checked }) => <>{checked === true ? '☑ ' : '☐ '}</>,
};

export function Markdown({ text }: { readonly text: string }): JSX.Element {
  return (
    <div className="markdown" dir="auto">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
