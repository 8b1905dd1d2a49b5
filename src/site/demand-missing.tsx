/** What is asked for and not there: parts of the library by demand, versions, products, names. */
import type { JSX } from 'preact';
import { stateWords } from './coverage-words.js';
import type { AbsentNameData, DemandData, GapData } from './operations/demand-page.js';
import { kindName } from './page-name.js';

function placeOf({ product, version, kind }: GapData): string {
  const parts = [product, version, kind === null ? '' : kindName(kind)].filter((part) => part !== '');
  return parts.length === 0 ? 'the whole library' : parts.join(', ');
}

function Gaps({ gaps }: { readonly gaps: readonly GapData[] }): JSX.Element {
  return (
    <details open>
      <summary>Gaps by demand</summary>
      <div class="matrix" role="region" aria-label="Gaps by demand" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Part of the library</th>
              <th scope="col">Coverage</th>
              <th scope="col">Searches</th>
              <th scope="col">Questions</th>
            </tr>
          </thead>
          <tbody>
            {gaps.map((gap) => (
              <tr>
                <th scope="row">{placeOf(gap)}</th>
                <td>
                  {gap.product === '' ? '' : gap.state === null ? 'not in the library' : stateWords(gap.state).word}
                  {gap.reasons.map((reason) => (
                    <small>{reason}</small>
                  ))}
                </td>
                <td class="number">{gap.searches.toLocaleString('en')}</td>
                <td dir="auto">{gap.questions.join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface NamesProps {
  readonly title: string;
  readonly names: readonly AbsentNameData[];
}

function Names({ title, names }: NamesProps): JSX.Element | null {
  if (names.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {names.map(({ name, product, searches, nearest, clients }) => (
          <li>
            <strong dir="auto">{`${product} ${name}`.trim()}</strong> <small>{searches.toLocaleString('en')}×</small>
            {nearest.length > 0 && `, nearest: ${nearest.join(', ')}`}
            {clients.length > 0 && <small>, by {clients.join(', ')}</small>}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Missing({ demand }: { readonly demand: DemandData['demand'] }): JSX.Element {
  const { gaps, versions, products, identifiers } = demand;
  return (
    <>
      {gaps.nodes.length > 0 && <Gaps gaps={gaps.nodes} />}
      <Names title="Versions that are not there" names={versions.nodes} />
      <Names title="Products that are not there" names={products.nodes} />
      <Names title="Names that stand nowhere" names={identifiers.nodes} />
    </>
  );
}
