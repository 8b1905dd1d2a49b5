/** The way through a list by numbers of pages. */
import { use, useEffect, type JSX } from 'react';
import { SettledContext } from '../ui/settled.js';
import { words } from '../words/en.js';
import { pageSize } from './list-address.js';
import { pagesAround } from './pages-around.js';

export interface PagerProps {
  readonly total: number;
  readonly page: number;
  readonly size?: number;
  /** `replace` where nobody asked for it: Back must not lead to a page that is not there. */
  readonly onGo: (page: number, replace?: boolean) => void;
}

export function Pager({ total, page, size = pageSize, onGo }: PagerProps): JSX.Element | null {
  const last = Math.max(1, Math.ceil(total / size));
  const isBeyond = use(SettledContext) && total > 0 && page > last;
  // The list has become shorter, as by a bulk edit of all that its last page showed.
  useEffect(() => {
    if (isBeyond) onGo(last, true);
  });
  const from = (page - 1) * size + 1;
  if (total === 0) return null;
  return (
    <nav className="pager" aria-label={words.pager.label}>
      <span>{words.pager.of(Math.min(from, total), Math.min(total, from + size - 1), total)}</span>
      <span className="spread" />
      {last > 1 &&
        pagesAround(Math.min(page, last), last).map((at, index) =>
          at === 0 ? (
            <span key={`gap-${String(index)}`} aria-hidden="true">
              …
            </span>
          ) : (
            <button
              key={at}
              type="button"
              className={at === page ? 'small' : 'secondary small'}
              aria-label={words.pager.page(at)}
              aria-current={at === page ? 'page' : undefined}
              onClick={() => {
                onGo(at);
              }}
            >
              {at}
            </button>
          ),
        )}
    </nav>
  );
}
