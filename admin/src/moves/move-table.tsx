/** What a move would do, thing by thing, before it is made. */
import { useState, type JSX } from 'react';
import { useAsk } from '../api/use-ask.js';
import { Pager } from '../list/pager.js';
import { words } from '../words/en.js';
import { moveRowsQuery, type MovePreview } from './operations.js';

const { moves } = words;
const size = 25;

export function MoveTable({ preview }: { readonly preview: MovePreview }): JSX.Element {
  const [page, setPage] = useState(1);
  const query = useAsk(moveRowsQuery, { token: preview.token, offset: (page - 1) * size }, { enabled: page > 1 });
  const rows = page === 1 ? preview.rows : (query.data?.movePreview.rows ?? preview.rows);
  return (
    <>
      <p>{moves.summary(preview)}</p>
      <p className="soft">{moves.leadOn(preview.redirectedKeys)}</p>
      <div className="scroll plan" role="region" aria-label={moves.table} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{moves.columns.before}</th>
              <th scope="col">{moves.columns.after}</th>
              <th scope="col">{moves.columns.effect}</th>
            </tr>
          </thead>
          <tbody>
            {rows.nodes.map(({ subjectId, kind, before, after, effect }) => (
              <tr key={subjectId}>
                <th scope="row">
                  {words.subjects[kind]} <code>{before}</code>
                </th>
                <td>
                  <code>{after}</code>
                </td>
                <td>
                  {effect === 'MOVED' ? (
                    moves.effects.MOVED
                  ) : (
                    <span className="chip is-warn">{moves.effects[effect]}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager total={rows.totalCount} page={page} size={size} onGo={setPage} />
    </>
  );
}
