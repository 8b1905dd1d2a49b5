/** What was read, on the left, beside the chunks that came of it. */
import { useMemo, type JSX } from 'react';
import { Markdown } from '../../ui/markdown.js';
import { words } from '../../words/en.js';
import { blocksOf } from './blocks.js';
import { ChunkCard, type Link, type Named } from './chunk-card.js';
import type { Chunk, Page } from './operations.js';

const { documentText } = words;

export interface RowProps {
  readonly link: Link;
  readonly onMark?: (chunk: Named) => void;
}

/** A page of a paginated original, part by part. */
export function PageRow({ page, link, ...rest }: RowProps & { readonly page: Page }): JSX.Element {
  const { nodes, totalCount } = page.chunks;
  const blocks = useMemo(() => blocksOf(page.text, nodes), [page.text, nodes]);
  const title = documentText.page(page.label, page.index);
  return (
    <section className="beside" aria-label={title}>
      <div className="original">
        <h2>
          {title}{' '}
          {page.quality !== 'TEXT' && <span className="chip is-warn">{documentText.qualities[page.quality]}</span>}
        </h2>
        {blocks.length === 0 && <p className="soft">{documentText.noText}</p>}
        {blocks.map(({ text, keys }, at) => {
          const first = nodes.find(({ key }) => key === keys[0]);
          return (
            <div
              key={String(at)}
              className="block"
              data-active={(link.active !== null && keys.includes(link.active)) || undefined}
              data-unused={first === undefined || undefined}
              title={first === undefined ? documentText.inNone : undefined}
              onMouseEnter={() => {
                if (first !== undefined) link.onActive(first);
              }}
            >
              <Markdown text={text} />
            </div>
          );
        })}
      </div>
      <ol className="chunks" aria-label={documentText.chunksOf(title)}>
        {nodes.map((chunk) => (
          <ChunkCard
            key={chunk.key}
            chunk={chunk}
            link={link}
            isContinued={chunk.page !== null && chunk.page < page.index}
            {...rest}
          />
        ))}
        {nodes.length === 0 && <li className="soft">{documentText.noChunks}</li>}
        {totalCount > nodes.length && <li className="soft">{documentText.more(totalCount - nodes.length)}</li>}
      </ol>
    </section>
  );
}

/** A chunk of a text without pages, as it reads. */
export function ChunkRow({ chunk, link, ...rest }: RowProps & { readonly chunk: Chunk }): JSX.Element {
  const { key, text } = chunk;
  return (
    <section className="beside" aria-label={chunk.headingPath.at(-1) ?? key}>
      <div className="original">
        <div
          className="block"
          data-active={link.active === key || undefined}
          onMouseEnter={() => {
            link.onActive(chunk);
          }}
        >
          <Markdown text={text} />
        </div>
      </div>
      <ol className="chunks" aria-label={documentText.chunk}>
        <ChunkCard chunk={chunk} link={link} {...rest} />
      </ol>
    </section>
  );
}
