/** Judged questions that a draft makes better or worse. */
import type { JSX } from 'react';
import { useAsk } from '../api/use-ask.js';
import { Answer } from '../ui/answer.js';
import { words } from '../words/en.js';
import { judgedPreviewQuery } from './operations.js';

type Input = Parameters<typeof useAsk<unknown, { readonly input: never }>>[1]['input'];

const share = (value: number): string => value.toFixed(2);

export function JudgedPreview({ input }: { readonly input: unknown }): JSX.Element {
  const query = useAsk(judgedPreviewQuery, { input: input as Input });
  return (
    <>
      <h3>{words.judgements.preview}</h3>
      <Answer of={query}>
        {({ searchPreview: { judgedQuestions } }) =>
          judgedQuestions.length === 0 ? (
            <p className="soft">{words.judgements.noPreview}</p>
          ) : (
            <ul>
              {judgedQuestions.map(({ query: asked, before, after }) => (
                <li key={asked}>
                  {asked}:{' '}
                  <span className={after < before ? 'chip is-warn' : 'chip is-good'}>
                    {words.judgements.becomes(after < before, share(before), share(after))}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
}
