/** Where documentation came from, and ingesting from there again. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk, useChange } from '../../api/use-ask.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { useSay } from '../../ui/toasts.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { KeptManifest } from './kept-manifest.js';

const sourcesQuery = graphql(`
  query Sources($first: Int!, $offset: Int!) {
    ingestSources(first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        kind
        location
        hasManifestText
        lastJob {
          id
          state
          startedAt
        }
      }
    }
  }
`);

const againMutation = graphql(`
  mutation IngestAgain($id: ID!) {
    startIngestAgain(input: { sourceId: $id }) {
      job {
        id
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

const restoreMutation = graphql(`
  mutation RestoreArchived($id: ID!) {
    restoreArchived(input: { sourceId: $id }) {
      restored
      userErrors {
        code
        message
        details
      }
    }
  }
`);

type Source = ResultOf<typeof sourcesQuery>['ingestSources']['nodes'][number];

function Actions({ id, location, hasManifestText }: Source): JSX.Element {
  const again = useChange(againMutation);
  const restore = useChange(restoreMutation);
  const navigate = useNavigate();
  const say = useSay();
  const onError = ({ message }: Error): void => {
    say(message);
  };
  return (
    <span className="row">
      {hasManifestText && <KeptManifest id={id} location={location} />}
      <button
        type="button"
        className="secondary small"
        aria-label={words.sources.againOf(location)}
        onClick={() => {
          again.mutate(
            { id },
            {
              onSuccess: ({ startIngestAgain }) => {
                void navigate({ to: '/jobs/$job', params: { job: startIngestAgain.job.id } });
              },
              onError,
            },
          );
        }}
      >
        {words.sources.again}
      </button>
      <button
        type="button"
        className="secondary small"
        aria-label={words.sources.restoreOf(location)}
        onClick={() => {
          restore.mutate(
            { id },
            {
              onSuccess: ({ restoreArchived }) => {
                say(words.sources.restored(restoreArchived.restored));
              },
              onError,
            },
          );
        }}
      >
        {words.sources.restore}
      </button>
    </span>
  );
}

const titles = words.sources.columns;
const columns: readonly Column<Source>[] = [
  { key: 'location', title: titles.location, isHeading: true, cell: ({ location }) => <code>{location}</code> },
  { key: 'kind', title: titles.kind, cell: ({ kind }) => words.sources.kinds[kind] },
  {
    key: 'last',
    title: titles.last,
    cell: ({ lastJob }) =>
      lastJob === null ? (
        words.sources.never
      ) : (
        <>
          <Link to="/jobs/$job" params={{ job: lastJob.id }}>
            {words.jobs.states[lastJob.state]}
          </Link>
          , <When at={lastJob.startedAt} />
        </>
      ),
  },
  { key: 'actions', title: titles.actions, cell: (source) => <Actions {...source} /> },
];

function Sources(): JSX.Element {
  const address = useListAddress();
  const offset = (address.page - 1) * pageSize;
  const query = useAsk(sourcesQuery, { first: pageSize, offset });
  return (
    <Answer of={query}>
      {({ ingestSources: { nodes, totalCount } }) =>
        totalCount === 0 ? (
          <Empty title={words.sources.empty}>
            <p>{words.jobs.emptyText}</p>
          </Empty>
        ) : (
          <>
            <DataTable
              caption={words.sources.title}
              columns={columns}
              rows={nodes}
              keyOf={({ id }) => id}
              nameOf={({ location }) => location}
            />
            <Pager total={totalCount} page={address.page} onGo={address.goTo} />
          </>
        )
      }
    </Answer>
  );
}

export function SourcesScreen(): JSX.Element {
  return (
    <Guard action="INGEST_READ">
      <Screen
        title={words.sources.title}
        about={words.sources.about}
        actions={
          <Link to="/add" className="button">
            {words.jobs.add}
          </Link>
        }
      >
        <Sources />
      </Screen>
    </Guard>
  );
}
