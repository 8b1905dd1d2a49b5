/** How the document would be cut with another limit. Nothing is changed by it. */
import { useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { TextField } from '../../settings/text-field.js';
import { Answer } from '../../ui/answer.js';
import { Dialog } from '../../ui/dialog.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { recutQuery } from './operations.js';

const { documentText } = words;
const figures = ['count', 'smallest', 'median', 'largest'] as const;
const usualTarget = '400';

interface RecutDialogProps {
  readonly product: string;
  readonly version: string;
  readonly document: string;
  readonly onClose: () => void;
}

function Recut({ input }: { readonly input: Parameters<typeof useRecut>[0] }): JSX.Element {
  return (
    <Answer of={useRecut(input)}>
      {({ recutPreview: { before, after, passages } }) => (
        <>
          <table>
            <caption className="hidden">{documentText.recut}</caption>
            <thead>
              <tr>
                <td />
                <th scope="col">{documentText.now}</th>
                <th scope="col">{documentText.then}</th>
              </tr>
            </thead>
            <tbody>
              {figures.map((figure) => (
                <tr key={figure}>
                  <th scope="row">{documentText.figures[figure]}</th>
                  <td className="number">{number(before[figure])}</td>
                  <td className="number">{number(after[figure])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{documentText.firstPassages(passages.length)}</h3>
          <ol className="recut">
            {passages.map(({ headingPath, text, tokens, isKept }, at) => (
              <li key={String(at)}>
                <p className="row">
                  <span dir="auto">{headingPath.join(' › ')}</span>{' '}
                  <span className="minor">{documentText.tokens(number(tokens))}</span>
                  {!isKept && <span className="chip is-warn">{documentText.cutAnew}</span>}
                </p>
                <pre dir="auto">{text}</pre>
              </li>
            ))}
          </ol>
        </>
      )}
    </Answer>
  );
}

function useRecut(input: {
  readonly product: string;
  readonly version: string;
  readonly document: string;
  readonly target: number;
}) {
  return useAsk(recutQuery, { input: { ...input, first: 20 } });
}

export function RecutDialog({ onClose, ...place }: RecutDialogProps): JSX.Element {
  const [wanted, setWanted] = useState(usualTarget);
  const [target, setTarget] = useState(Number(usualTarget));
  return (
    <Dialog title={documentText.recut} onClose={onClose} wide>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          setTarget(Math.trunc(Number(wanted)));
        }}
      >
        <TextField
          label={documentText.target}
          hint={documentText.targetHint}
          type="number"
          isRequired
          value={wanted}
          onChange={setWanted}
        />
        <button type="submit">{documentText.show}</button>
      </form>
      <Recut input={{ ...place, target }} />
    </Dialog>
  );
}
