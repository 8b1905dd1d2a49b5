/** What a folder that has arrived is, where neither its folders nor a manifest say it: the plan is made anew with it. */
import { useState, type JSX } from 'react';
import { words } from '../../words/en.js';
import { OtherNames, VendorField, type Names } from './names.js';

export interface FolderNamesProps {
  readonly folder: string;
  /** What the plan was made with. */
  readonly planned: Names;
  readonly isAtWork: boolean;
  /** Its folders don't say what it is. */
  readonly isUnnamed: boolean;
  readonly onPlan: (names: Names) => void;
}

export function FolderNames({ folder, planned, isAtWork, isUnnamed, onPlan }: FolderNamesProps): JSX.Element {
  // What is filled in holds until there is a plan with other names, which a button of the plan may have given.
  const [own, setOwn] = useState({ planned, names: planned });
  const names = own.planned === planned ? own.names : planned;
  const setNames = (next: Names): void => {
    setOwn({ planned, names: next });
  };
  return (
    <form
      aria-label={words.add.namesOf(folder)}
      className="names-of"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isAtWork) onPlan(names);
      }}
    >
      <div className="names">
        <VendorField names={names} onNames={setNames} />
      </div>
      <details open={isUnnamed}>
        <summary>{words.add.otherNames}</summary>
        <div className="names">
          <OtherNames names={names} onNames={setNames} />
        </div>
      </details>
      {/* Not disabled: the keyboard stays on it while the plan is made anew. */}
      <button type="submit" className="secondary small" aria-disabled={isAtWork}>
        {words.add.folderPlanAgain}
      </button>
    </form>
  );
}
