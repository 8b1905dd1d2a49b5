/** What many changes would do, row by row, before they are made. */
import { useState, type JSX } from 'react';
import { useAsk } from '../api/use-ask.js';
import { fieldName, shownValue } from '../fields/field-value.js';
import { Pager } from '../list/pager.js';
import { words } from '../words/en.js';
import { previewRowsQuery, type Preview } from './operations.js';

const size = 25;

export interface PreviewTableProps {
  readonly preview: Preview;
  /** What would change and what would not. */
  readonly summary: string;
}

export function PreviewTable({ preview, summary }: PreviewTableProps): JSX.Element {
  const [page, setPage] = useState(1);
  const { token } = preview;
  const query = useAsk(previewRowsQuery, { token, offset: (page - 1) * size }, { enabled: page > 1 });
  const rows = page === 1 ? preview.rows : (query.data?.bulkPreview.rows ?? preview.rows);
  return (
    <>
      <p>{summary}</p>
      {rows.nodes.length > 0 && (
        <>
          <div className="scroll plan" role="region" aria-label={words.bulk.table} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.bulk.columns.path}</th>
                  <th scope="col">{words.bulk.columns.field}</th>
                  <th scope="col">{words.bulk.columns.before}</th>
                  <th scope="col">{words.bulk.columns.after}</th>
                </tr>
              </thead>
              <tbody>
                {rows.nodes.flatMap(({ path, cells }) =>
                  cells.map(({ field, before, after, afterSet }, at) => (
                    <tr key={`${path} ${field}`}>
                      {at === 0 && (
                        <th scope="rowgroup" rowSpan={cells.length}>
                          <code>{path}</code>
                        </th>
                      )}
                      <td>{fieldName(field)}</td>
                      <td dir="auto">{shownValue(field, before)}</td>
                      <td dir="auto">
                        {shownValue(field, after)}
                        {!afterSet && <span className="minor">{words.edit.fromSource}</span>}
                      </td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </div>
          <Pager total={rows.totalCount} page={page} size={size} onGo={setPage} />
        </>
      )}
    </>
  );
}
