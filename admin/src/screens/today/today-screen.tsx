/** The first screen of the day: how much the library holds, and what asks for work. */
import type { JSX } from 'react';
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { Answer } from '../../ui/answer.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';
import { number } from '../../words/common.js';
import { Guard } from '../../shell/guard.js';

const todayQuery = graphql(`
  query Today {
    library {
      vendors
      products
      versions
      documents
    }
  }
`);

function Figures(): JSX.Element {
  const query = useAsk(todayQuery, {});
  return (
    <Answer of={query}>
      {({ library }) =>
        library.documents === 0 ? (
          <Empty title={words.today.empty.title}>
            <p>{words.today.empty.text}</p>
          </Empty>
        ) : (
          <dl className="figures">
            {(['vendors', 'products', 'versions', 'documents'] as const).map((name) => (
              <div key={name}>
                <dt>{words.today.figures[name]}</dt>
                <dd>{number(library[name])}</dd>
              </div>
            ))}
          </dl>
        )
      }
    </Answer>
  );
}

export function TodayScreen(): JSX.Element {
  return (
    <Guard action="curation.read">
      <Screen title={words.today.title} about={words.today.about}>
        <Figures />
      </Screen>
    </Guard>
  );
}
