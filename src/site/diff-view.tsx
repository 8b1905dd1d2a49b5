/** A difference as rows: the words that differ are told by `<ins>` and `<del>`, and by hidden words for those who listen. */
import type { JSX } from 'preact';
import type { PieceData, RowData, SectionData } from './operations/compare-page.js';

export function DiffView({ diff }: { readonly diff: SectionData['diff'] }): JSX.Element {
  return (
    <div class="diff">
      {diff.rows.map((row) => (
        <>
          <Skipped count={row.skipped} />
          <Row row={row} />
        </>
      ))}
      <Skipped count={diff.skippedAtEnd} />
    </div>
  );
}

function Skipped({ count }: { readonly count: number }): JSX.Element | null {
  if (count === 0) return null;
  return <p class="skipped">{count === 1 ? 'One unchanged row' : `${String(count)} unchanged rows`}</p>;
}

/** A changed row stands there twice, as one line and as two beside each other; the stylesheet shows one of them. */
function Row({ row }: { readonly row: RowData }): JSX.Element {
  const { kind, side, pieces } = row;
  const style = `${kind.toLowerCase()} ${side.toLowerCase()}`;
  if (side !== 'CHANGED') {
    return (
      <div class={`row ${style}`}>
        <div class={side === 'TO' ? 'after' : side === 'FROM' ? 'before' : 'both'}>
          <Content kind={kind} pieces={pieces} />
        </div>
      </div>
    );
  }
  const isMixed = kind === 'TABLE' && pieces.some((piece) => piece.side !== 'SAME' && piece.text.includes('|'));
  return (
    <div class={`row ${style}`}>
      {!isMixed && (
        <div class="one">
          <Content kind={kind} pieces={pieces} />
        </div>
      )}
      <div class={isMixed ? 'before' : 'before beside'}>
        <Content kind={kind} pieces={pieces.filter((piece) => piece.side !== 'TO')} />
      </div>
      <div class={isMixed ? 'after' : 'after beside'}>
        <Content kind={kind} pieces={pieces.filter((piece) => piece.side !== 'FROM')} />
      </div>
    </div>
  );
}

interface ContentProps {
  readonly kind: RowData['kind'];
  readonly pieces: readonly PieceData[];
}

function Content({ kind, pieces }: ContentProps): JSX.Element {
  if (kind !== 'TABLE') return <Pieces pieces={pieces} isCode={kind === 'CODE'} />;
  return (
    <span class="cells">
      {cellsOf(pieces).map((cell) => (
        <span>
          <Pieces pieces={cell} isCode={false} />
        </span>
      ))}
    </span>
  );
}

/** Takes a row of a table apart at its `|`; those at its ends separate nothing. */
function cellsOf(pieces: readonly PieceData[]): PieceData[][] {
  const cells: PieceData[][] = [[]];
  for (const { text, side } of pieces) {
    for (const [at, part] of text.split(/(?<!\\)\|/).entries()) {
      if (at > 0) cells.push([]);
      if (part.trim() !== '') cells.at(-1)?.push({ text: part, side });
    }
  }
  return cells.slice(1, cells.at(-1)?.length === 0 ? -1 : undefined);
}

function Pieces({ pieces, isCode }: { readonly pieces: readonly PieceData[]; readonly isCode: boolean }): JSX.Element {
  return (
    <>
      {pieces.map(({ text, side }) => {
        const shown = isCode ? text : <Prose text={text} />;
        if (side === 'SAME') return shown;
        return side === 'FROM' ? (
          <del>
            <span class="hidden">removed: </span>
            {shown}
            <span class="hidden"> </span>
          </del>
        ) : (
          <ins>
            <span class="hidden">added: </span>
            {shown}
            <span class="hidden"> </span>
          </ins>
        );
      })}
    </>
  );
}

const mark = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\[([^[\]\n]+)\]\([^()\s]*\)/g;

/** Code, strong words and links that begin and end in the text; other marks stay as they are written. */
function Prose({ text }: { readonly text: string }): JSX.Element {
  const parts: (string | JSX.Element)[] = [];
  let end = 0;
  for (const found of text.matchAll(mark)) {
    const [whole, code, strong, link] = found;
    parts.push(text.slice(end, found.index));
    if (code !== undefined) parts.push(<code>{code}</code>);
    else if (strong !== undefined) parts.push(<strong>{strong}</strong>);
    else if (link !== undefined) parts.push(<Prose text={link} />);
    end = found.index + whole.length;
  }
  return <>{[...parts, text.slice(end)].map((part) => part)}</>;
}
