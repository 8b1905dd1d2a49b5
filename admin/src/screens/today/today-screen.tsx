/** The first screen of the day: what asks for work, and how much the library holds. */
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { askAhead, freshMs } from '../../api/client.js';
import { useAsk } from '../../api/use-ask.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { todayQuery, type TodayAnswer } from './today-operations.js';
import { workOf } from './today-work.js';

/** Jobs come and go while the screen is open. */
const everyMs = 15_000;

function Work({ answer }: { readonly answer: TodayAnswer }): JSX.Element {
  const lines = workOf(answer);
  return (
    <section className="part" aria-labelledby="work">
      <h2 id="work">{words.today.work.title}</h2>
      {lines.length === 0 ? (
        <p className="soft">{words.today.work.nothing}</p>
      ) : (
        <ul className="work">
          {lines.map(({ key, text, to, search, isUrgent }) => (
            <li key={key} data-urgent={isUrgent}>
              <Link to={to} {...(search !== undefined && { search: search as never })}>
                {text}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to="/coverage">{words.today.coverage}</Link>
      </p>
      <p>
        <Link to="/demand">{words.today.demand}</Link>
      </p>
    </section>
  );
}

function Figures({ library }: Pick<TodayAnswer, 'library'>): JSX.Element {
  return (
    <dl className="figures">
      {(['vendors', 'products', 'versions', 'documents'] as const).map((name) => (
        <div key={name}>
          <dt>
            <Link to={`/${name}`}>{words.today.figures[name]}</Link>
          </dt>
          <dd>{number(library[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Asks for the work before the screen is there. */
export function ahead(): void {
  askAhead(todayQuery, {});
}

function Today(): JSX.Element {
  const [openedAt] = useState(Date.now);
  const query = useAsk(todayQuery, {}, { every: everyMs });
  return (
    <Answer of={query} since={openedAt - freshMs}>
      {(answer) => (
        <>
          {answer.library.documents === 0 && answer.running.totalCount === 0 && (
            <Empty title={words.today.empty.title}>
              <p>{words.today.empty.text}</p>
              <p>
                <Link to="/add">{words.jobs.add}</Link>
              </p>
            </Empty>
          )}
          <Work answer={answer} />
          <Figures library={answer.library} />
        </>
      )}
    </Answer>
  );
}

export function TodayScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={words.today.title} about={words.today.about}>
        <Today />
      </Screen>
    </Guard>
  );
}
