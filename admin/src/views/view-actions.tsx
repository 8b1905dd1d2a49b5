/** What can be done with what a list shows, and with the view that is open. */
import { useState, type JSX } from 'react';
import type { ListAddress } from '../list/list-address.js';
import { isSameShown } from '../list/shown.js';
import { useMay } from '../shell/viewer.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { overtakingOf } from '../ui/overtaken.js';
import { words } from '../words/en.js';
import { NameDialog } from './name-dialog.js';
import type { View, ViewedList } from './operations.js';
import type { OpenView } from './use-open-view.js';
import { useViewChanges, type ViewChanges } from './use-view-changes.js';
import { shownOfView } from './view-input.js';

export interface ViewActionsProps {
  readonly list: ViewedList;
  readonly address: ListAddress;
  readonly open: OpenView;
  readonly usualOrder: string | undefined;
}

interface PartProps {
  readonly view: View;
  readonly address: ListAddress;
  readonly changes: ViewChanges;
}

type Asked = 'NAME' | 'RENAME' | 'REMOVE' | null;

/** What was refused, with both ways out where somebody else was faster. */
function Refused({ view, address, changes, see }: PartProps & Pick<OpenView, 'see'>): JSX.Element | null {
  const { error } = changes;
  if (error === null) return null;
  const overtaking = overtakingOf(error);
  if (overtaking === null) return <Failure error={error} />;
  const { revision, changedBy } = overtaking;
  return (
    <div className="notice is-warn" role="alert">
      <p>{words.views.conflict(changedBy)}</p>
      <div className="row">
        <button
          type="button"
          onClick={() => {
            changes.forgetError();
            see(view.revision);
            address.open(shownOfView(view), view.id, true);
          }}
        >
          {words.views.theirs}
        </button>
        <button
          type="button"
          className="secondary"
          onClick={() => {
            changes.update({ shown: address, naming: view }, { text: words.views.saved(view.name), revision });
          }}
        >
          {words.actions.overwrite}
        </button>
      </div>
    </div>
  );
}

/** Of a view that one may change. */
function OwnActions({
  view,
  changes,
  onAsk,
}: Omit<PartProps, 'address'> & { readonly onAsk: (asked: Asked) => void }): JSX.Element {
  const mayShare = useMay('VIEWS_SHARE');
  const { name, isShared } = view;
  return (
    <>
      {(mayShare || isShared) && (
        <button
          type="button"
          className="plain"
          disabled={changes.isPending}
          onClick={() => {
            changes.update(
              { shown: shownOfView(view), naming: { name, isShared: !isShared } },
              { text: isShared ? words.views.isOwnNow(name) : words.views.isSharedNow(name) },
            );
          }}
        >
          {isShared ? words.views.unshare : words.views.share}
        </button>
      )}
      <button
        type="button"
        className="plain"
        onClick={() => {
          onAsk('RENAME');
        }}
      >
        {words.views.rename}
      </button>
      <button
        type="button"
        className="plain"
        disabled={changes.isPending}
        onClick={() => {
          if (view.isOwn) changes.remove(() => undefined);
          else onAsk('REMOVE');
        }}
      >
        {words.views.remove}
      </button>
    </>
  );
}

function Asking(props: PartProps & { readonly asked: Asked; readonly onClose: () => void }): JSX.Element | null {
  const { view, changes, asked, onClose } = props;
  if (asked === 'RENAME') {
    return (
      <NameDialog
        title={words.views.renameTitle(view.name)}
        naming={view}
        isPending={changes.isPending}
        error={changes.error}
        onClose={onClose}
        onSave={(naming) => {
          const told = { text: words.views.saved(naming.name.trim()), onDone: onClose };
          changes.update({ shown: shownOfView(view), naming }, told);
        }}
      />
    );
  }
  if (asked !== 'REMOVE') return null;
  return (
    <Dialog
      title={words.views.removeTitle(view.name)}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="secondary" onClick={onClose}>
            {words.actions.cancel}
          </button>
          <button
            type="button"
            className="danger"
            disabled={changes.isPending}
            onClick={() => {
              changes.remove(onClose);
            }}
          >
            {words.views.remove}
          </button>
        </>
      }
    >
      <p>{words.views.removeText(view.ownerName)}</p>
      {changes.error !== null && <Failure error={changes.error} />}
    </Dialog>
  );
}

export function ViewActions({ list, address, open, usualOrder }: ViewActionsProps): JSX.Element {
  const { view } = open;
  const changes = useViewChanges(list, address, open);
  const [asked, setAsked] = useState<Asked>(null);
  const mayKeep = useMay('VIEWS_KEEP');
  const differs = view !== null && !isSameShown(address, shownOfView(view), usualOrder);
  const close = (): void => {
    changes.forgetError();
    setAsked(null);
  };
  return (
    <>
      {differs && <span className="chip is-warn">{words.views.differs}</span>}
      {differs && view.mayChange && (
        <button
          type="button"
          className="small"
          disabled={changes.isPending}
          onClick={() => {
            changes.update({ shown: address, naming: view }, { text: words.views.saved(view.name) });
          }}
        >
          {words.views.save}
        </button>
      )}
      {mayKeep && (
        <button
          type="button"
          className="secondary small"
          onClick={() => {
            setAsked('NAME');
          }}
        >
          {words.views.saveAs}
        </button>
      )}
      {view?.mayChange === true && <OwnActions view={view} changes={changes} onAsk={setAsked} />}
      {view !== null && asked === null && <Refused view={view} address={address} changes={changes} see={open.see} />}
      {view !== null && <Asking view={view} address={address} changes={changes} asked={asked} onClose={close} />}
      {asked === 'NAME' && (
        <NameDialog
          title={words.views.saveTitle}
          naming={{ name: '', isShared: false }}
          isPending={changes.isPending}
          error={changes.error}
          onClose={close}
          onSave={(naming) => {
            changes.create(naming, close);
          }}
        />
      )}
    </>
  );
}
