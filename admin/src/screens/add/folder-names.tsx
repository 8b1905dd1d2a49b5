/** What a folder that has arrived is, where neither its folders nor a manifest say it: the plan is made anew with it. */
import type { JSX } from 'react';
import { words } from '../../words/en.js';
import { OtherNames, VendorField, type Names } from './names.js';

export interface FolderNamesProps {
  readonly folder: string;
  readonly names: Names;
  readonly onNames: (names: Names) => void;
  readonly isAtWork: boolean;
  /** Its folders don't say what it is. */
  readonly isUnnamed: boolean;
  readonly onPlan: () => void;
}

export function FolderNames({ folder, names, onNames, isAtWork, isUnnamed, onPlan }: FolderNamesProps): JSX.Element {
  return (
    <form
      aria-label={words.add.namesOf(folder)}
      className="names-of"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isAtWork) onPlan();
      }}
    >
      <div className="names">
        <VendorField names={names} onNames={onNames} />
      </div>
      <details open={isUnnamed}>
        <summary>{words.add.otherNames}</summary>
        <div className="names">
          <OtherNames names={names} onNames={onNames} />
        </div>
      </details>
      {/* Not disabled: the keyboard stays on it while the plan is made anew. */}
      <button type="submit" className="secondary small" aria-disabled={isAtWork}>
        {words.add.folderPlanAgain}
      </button>
    </form>
  );
}
