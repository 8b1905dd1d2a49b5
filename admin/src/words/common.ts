/** Words that several screens share. */

const numbers = new Intl.NumberFormat('en');

export const number = (value: number): string => numbers.format(value);

/** "1 document", "2,000 documents". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** Names side by side, told apart also where one holds a comma: "F5, Inc. · F5 Networks". */
export const parted = (names: readonly string[]): string => names.join(' · ');

export const commonWords = {
  errors: {
    title: 'This did not work',
    unreachable: 'The service does not answer. Check that it runs and that you are online, then try again.',
    notUnderstood: (status: number) =>
      `The service answered with status ${String(status)} and nothing that can be read. Try again in a moment.`,
    signedOut: 'You are not signed in any more.',
    signInAgain: 'Sign in in another tab',
    thenAgain: 'then try again here; nothing that you typed is lost.',
    overtaken: (name: string) =>
      `${name} changed this since you opened it. Close this and look at it as it is now, or save yours over it.`,
    unforeseen: 'The console met something that it was not made for. Load the page again; if it comes back, report it.',
  },
  actions: {
    again: 'Try again',
    cancel: 'Cancel',
    overwrite: 'Save mine over it',
    close: 'Close',
    undo: 'Undo',
    save: 'Save',
    copy: 'Copy',
    copied: 'Copied',
    dismiss: 'Dismiss',
  },
  loading: 'Loading…',
  none: 'none',
  roles: { READER: 'Reader', CURATOR: 'Curator', ADMINISTRATOR: 'Administrator' },
  pager: {
    label: 'Pages',
    of: (from: number, to: number, total: number) => `${number(from)}–${number(to)} of ${number(total)}`,
    first: 'First page',
    next: 'Next page',
    page: (at: number) => `Page ${number(at)}`,
  },
};
