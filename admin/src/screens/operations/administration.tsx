/** What only administrators see: backups, an examination, settings in force. */
import { useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { findingsQuery, settingsQuery, type Administered, type Finding } from './operations.js';
import { Part } from './part.js';

const { operations } = words;

const backupColumns: readonly Column<Administered['backups'][number]>[] = [
  { key: 'name', title: operations.file, isHeading: true, cell: ({ name }) => name },
  { key: 'at', title: operations.columns.when, cell: ({ at }) => <When at={at} /> },
  { key: 'bytes', title: operations.size, isNumber: true, cell: ({ bytes }) => operations.megabytes(bytes) },
];

type Setting = Administered['settings'][number];

const settingColumns: readonly Column<Setting>[] = [
  { key: 'name', title: operations.setting, isHeading: true, cell: ({ name }) => <code>{name}</code> },
  { key: 'value', title: operations.value, cell: ({ value }) => value ?? operations.notSet },
  {
    key: 'from',
    title: operations.from,
    cell: ({ isSet }) => (isSet ? operations.fromEnvironment : operations.fromProgram),
  },
];

const findingColumns: readonly Column<Finding>[] = [
  { key: 'check', title: operations.check, isHeading: true, cell: ({ check }) => check },
  {
    key: 'state',
    title: operations.state,
    cell: ({ state }) => (
      <span className={state === 'OK' || state === 'REPAIRED' ? 'chip' : 'chip is-warn'}>
        {operations.findings[state]}
      </span>
    ),
  },
  { key: 'detail', title: operations.found, cell: ({ detail }) => detail },
];

function Backups({ backups, backupEveryMs, backupsKept }: Administered): JSX.Element {
  const isPlanned = backupEveryMs !== null && backupsKept !== null;
  return (
    <Part
      title={operations.backups}
      about={isPlanned ? operations.plan(backupEveryMs, backupsKept) : operations.noBackups}
    >
      {backups.length > 0 && (
        <DataTable
          caption={operations.backups}
          columns={backupColumns}
          rows={backups}
          keyOf={({ name }) => name}
          nameOf={({ name }) => name}
        />
      )}
    </Part>
  );
}

/** Asked for by a press, since it looks at everything. */
function Examination(): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const query = useAsk(findingsQuery, {}, { enabled: isAsked });
  return (
    <Part title={operations.examination} about={operations.examinationAbout}>
      <p>
        <button
          type="button"
          className="secondary small"
          disabled={query.isFetching}
          onClick={() => {
            if (isAsked) void query.refetch();
            else setAsked(true);
          }}
        >
          {operations.examine}
        </button>
      </p>
      {isAsked && (
        <Answer of={query}>
          {({ operations: { findings } }) => (
            <DataTable
              caption={operations.examination}
              columns={findingColumns}
              rows={findings}
              keyOf={({ check }) => check}
              nameOf={({ check }) => check}
            />
          )}
        </Answer>
      )}
    </Part>
  );
}

function Settings({ settings }: Pick<Administered, 'settings'>): JSX.Element {
  const [isShort, setShort] = useState(true);
  return (
    <Part title={operations.settings} about={operations.settingsAbout}>
      <label className="check">
        <input
          type="checkbox"
          checked={isShort}
          onChange={({ target }) => {
            setShort(target.checked);
          }}
        />
        {operations.onlySet}
      </label>
      <DataTable
        caption={operations.settings}
        columns={settingColumns}
        rows={isShort ? settings.filter(({ isSet }) => isSet) : settings}
        keyOf={({ name }) => name}
        nameOf={({ name }) => name}
      />
    </Part>
  );
}

export function Administration(): JSX.Element {
  const query = useAsk(settingsQuery, {});
  return (
    <>
      <Examination />
      <Answer of={query}>
        {({ operations: administered }) => (
          <>
            <Backups {...administered} />
            <Settings settings={administered.settings} />
          </>
        )}
      </Answer>
    </>
  );
}
