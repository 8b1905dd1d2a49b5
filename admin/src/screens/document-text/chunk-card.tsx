/** A chunk as the search holds it, and what can be done about it. */
import type { JSX } from 'react';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import type { Chunk } from './operations.js';

/** Tokens below which a passage says little, and above which it says too much at once. */
const [thin, large] = [25, 1_000];

const { documentText } = words;

/** Names a chunk. */
export type Named = Pick<Chunk, 'key' | 'headingPath'>;

/** The chunk that the reader looks at, here or beside. */
export interface Link {
  readonly active: string | null;
  readonly onActive: (chunk: Named) => void;
}

export interface ChunkCardProps {
  readonly chunk: Chunk;
  readonly link: Link;
  /** It began on an earlier page. */
  readonly isContinued?: boolean;
  /** Left out where nothing may be changed. */
  readonly onMark?: (chunk: Named) => void;
}

export const nameOf = ({ headingPath, key }: Named): string => headingPath.at(-1) ?? key;

function Signs({ tokens, flags }: Pick<Chunk, 'tokens' | 'flags'>): JSX.Element {
  return (
    <>
      {tokens < thin && <span className="chip is-warn">{documentText.thin}</span>}
      {tokens > large && <span className="chip is-warn">{documentText.large}</span>}
      {flags.map((flag) => (
        <span key={flag} className="chip is-warn">
          {documentText.flagged(flag)}
        </span>
      ))}
    </>
  );
}

export function ChunkCard({ chunk, link, isContinued = false, onMark }: ChunkCardProps): JSX.Element {
  const { key, headingPath, text, tokens, flags, permalink } = chunk;
  const isActive = link.active === key;
  const name = nameOf(chunk);
  const activate = (): void => {
    link.onActive(chunk);
  };
  return (
    <li className="chunk" data-active={isActive || undefined} onMouseEnter={activate} onFocus={activate}>
      <p className="row">
        <a href={permalink} dir="auto">
          {name}
        </a>
        <span className="minor">{isContinued ? documentText.continued : documentText.tokens(number(tokens))}</span>
        <Signs tokens={tokens} flags={flags} />
      </p>
      {headingPath.length > 1 && <p className="minor">{headingPath.slice(0, -1).join(' › ')}</p>}
      {!isContinued && (
        <>
          <details>
            <summary>{documentText.asIndexed}</summary>
            <pre dir="auto">{text}</pre>
            <p className="minor">
              <code>{key}</code>
            </p>
          </details>
          {onMark !== undefined && (
            <button
              type="button"
              className="secondary small"
              aria-label={words.marks.buttonOf(name)}
              onClick={() => {
                onMark(chunk);
              }}
            >
              {words.marks.mark}
            </button>
          )}
        </>
      )}
    </li>
  );
}
