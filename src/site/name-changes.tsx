/** Names that come, go or change their default: a table that can be checked against both manuals. */
import type { JSX } from 'preact';
import type { CompareState } from './compare-link.js';
import type { CitedChunk, ComparePageData, NameData } from './operations/compare-page.js';
import { counted, kindName } from './page-name.js';

interface NameChangesProps {
  readonly names: ComparePageData['compareVersions']['names'];
  readonly state: CompareState;
  readonly link: (state: CompareState) => string;
}

const words: Readonly<Record<string, string>> = {
  ADDED: 'Added',
  REMOVED: 'Removed',
  RENAMED: 'Renamed',
  DEFAULT_CHANGED: 'Default changed',
};

export function NameChanges({ names, state, link }: NameChangesProps): JSX.Element {
  const isList = state.names !== undefined;
  const here = { ...state, after: undefined };
  return (
    <section class="names" aria-labelledby="names">
      <h2 id="names">Commands, options, settings</h2>
      {isList && (
        <nav class="views" aria-label="Which names to show">
          <ul class="versions">
            {['all', ...Object.keys(words)].map((name) => (
              <li>
                {state.names === name ? (
                  <span aria-current="true">{words[name] ?? 'All'}</span>
                ) : (
                  <a href={link({ ...here, names: name })}>{words[name] ?? 'All'}</a>
                )}
              </li>
            ))}
            <li>
              <a href={link({ ...here, names: undefined })}>Sections</a>
            </li>
          </ul>
        </nav>
      )}
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">What</th>
              <th scope="col">Default</th>
              <th scope="col">Documented</th>
            </tr>
          </thead>
          <tbody>
            {names.nodes.map((name) => (
              <NameRow name={name} />
            ))}
          </tbody>
        </table>
      </div>
      {names.pageInfo.hasNextPage && (
        <p class="more">
          <a
            href={link({
              ...state,
              names: state.names ?? 'all',
              after: isList ? (names.pageInfo.endCursor ?? undefined) : undefined,
            })}
          >
            {isList ? 'Next of' : 'All'} {counted(names.totalCount, 'name')}
          </a>
        </p>
      )}
    </section>
  );
}

function NameRow({ name }: { readonly name: NameData }): JSX.Element {
  const { change, kind, of, from, to, mention } = name;
  const value = (side: NameData['from']): string | null => side?.documentedDefault ?? null;
  const [before, after] = [value(from), value(to)];
  return (
    <tr>
      <th scope="row">
        {of !== null && <small>{of} </small>}
        {change === 'RENAMED' ? (
          <>
            <code>{from?.name}</code> → <code>{to?.name}</code>
          </>
        ) : (
          <code>{(to ?? from)?.name}</code>
        )}
      </th>
      <td>
        <span class={`tag ${change.toLowerCase()}`}>{words[change] ?? change}</span>
        {kind !== 'OTHER' && <small> {kindName(kind).toLowerCase()}</small>}
      </td>
      <td>
        {before !== null && <code>{before}</code>}
        {before !== null && after !== null && before !== after && ' → '}
        {after !== null && after !== before && <code>{after}</code>}
      </td>
      <td>
        <Place chunk={from?.chunk ?? null} words="before" /> <Place chunk={to?.chunk ?? null} words="after" />{' '}
        <Place chunk={mention} words="mentioned" />
      </td>
    </tr>
  );
}

function Place({
  chunk,
  words: text,
}: {
  readonly chunk: CitedChunk | null;
  readonly words: string;
}): JSX.Element | null {
  return chunk === null ? null : (
    <a href={chunk.permalink} title={chunk.key}>
      {text}
    </a>
  );
}
