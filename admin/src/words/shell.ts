/** The frame: navigation, who is signed in, shortcuts. */

export const shellWords = {
  shell: {
    name: 'McDewey',
    console: 'Console',
    title: (screen: string) => `${screen} · McDewey console`,
    skip: 'Skip to the content',
    navigation: 'Console',
    menu: 'Menu',
    readingPages: 'Reading pages',
    messages: 'Messages',
    theme: { label: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedInAs: (name: string, role: string) => `${name}, ${role}`,
    machine: 'This machine',
    machineHint: 'Nobody administers this library yet, so whoever works on this machine may do everything.',
    firstAdministrator: 'Create the first administrator',
    keyboard: 'Keyboard',
  },
  navigation: {
    groups: { work: 'Work', library: 'Library', corrections: 'Corrections', ingest: 'Ingest', access: 'Access' },
    names: {
      today: 'Today',
      vendors: 'Vendors',
      products: 'Products',
      versions: 'Versions',
      documents: 'Documents',
      review: 'Review',
      changes: 'Changes',
      bulks: 'Bulk edits',
      csv: 'CSV',
      add: 'Add documents',
      jobs: 'Jobs',
      sources: 'Sources',
    },
  },
  denied: {
    title: 'Not for your role',
    text: (role: string, what: string) =>
      `You are signed in as ${role.toLowerCase()}; ${what}. Ask an administrator for another role.`,
    nobody: 'Sign in to use the console. The pages of the library can be read without.',
    elsewhere:
      'Nobody administers this library yet, so only whoever works on its machine may use the console. There, run `npx mcdewey accounts link` and open the link to become its administrator.',
    curators: 'this needs the role curator',
    administrators: 'this needs the role administrator',
    accounts: 'this belongs to an account, and you use the console without one',
  },
  palette: {
    title: 'Go to',
    label: 'Screen, product or document',
    hint: 'Type some of a name',
    entries: 'What it may be',
    nothing: 'Nothing has such a name. Documents are found by words of their title.',
    button: 'Go to…',
  },
  notFound: {
    title: 'No such screen',
    text: 'The address leads nowhere. It may be from an older console, or mistyped.',
    home: 'Go to the first screen',
  },
  shortcuts: {
    title: 'Keyboard',
    everywhere: 'Everywhere',
    lists: 'In lists',
    entries: [
      ['⌘K or Ctrl-K', 'Go to anything, do anything'],
      ['/', 'Search in this list'],
      ['?', 'This help'],
      ['Esc', 'Close what is open'],
    ],
    listEntries: [
      ['j, k', 'Next row, previous row'],
      ['x', 'Select the row'],
      ['e or Enter', 'Open the row'],
    ],
  },
};
