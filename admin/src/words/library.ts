/** Lists of the library, and changing many documents at once. */
import { count, number } from './common.js';

export const libraryWords = {
  library: {
    documents: 'Documents',
    versions: 'Versions',
    products: 'Products',
    vendors: 'Vendors',
    about: 'Select rows to change them together; the filters stand in the address, which can be shared.',
    columns: {
      title: 'Title',
      statedTitle: 'Title in the text',
      name: 'Name',
      version: 'Version',
      product: 'Product',
      vendor: 'Vendor',
      latest: 'Latest version',
      kind: 'Kind',
      language: 'Language',
      noText: 'Pages without text',
      documents: 'Documents',
      released: 'Released',
      changed: 'Changed',
      aliases: 'Aliases',
      slug: 'Slug',
      length: 'Pages',
      licence: 'Licence',
      endOfLife: 'End of life',
      chunks: 'Chunks',
      homepage: 'Homepage',
    },
    filters: {
      title: 'Title',
      slug: 'Slug',
      name: 'Name',
      label: 'Label',
      vendor: 'Vendor',
      product: 'Product',
      version: 'Version (slug)',
      kind: 'Kind',
      language: 'Language',
      state: 'State',
      text: 'Text',
      titles: 'Titles',
      preview: 'Preview',
    },
    show: 'Show',
    onlyPreviews: 'only previews',
    noPreviews: 'no previews',
    noLanguage: '(none stated)',
    withoutText: 'Pages without text',
    titleOrigins: {
      names: 'only names of files and folders',
      stated: 'only names, the text states another',
      alone: 'only names, the text states none',
    },
    ofPages: (missing: number, pages: number) => `${number(missing)} of ${number(pages)}`,
    empty: 'Nothing matches',
    emptyText:
      'Take a filter away, or look for another state: what is hidden or archived is listed only when asked for.',
    selection: 'Selection',
    selected: (amount: number, total: number) =>
      amount === 0
        ? `${count(total, 'document')}, none selected`
        : `${number(amount)} of ${count(total, 'document')} selected`,
    selectAll: (total: number) => `Select all ${number(total)} that match`,
    clear: 'Clear the selection',
    edit: (amount: number) => `Edit ${count(amount, 'document')}`,
    move: (amount: number) => `Move ${count(amount, 'document')}…`,
    csv: (amount: number) => `CSV of ${count(amount, 'document')}`,
    csvOfVendors: (amount: number) => `CSV of ${count(amount, 'vendor')}`,
    csvOfProducts: (amount: number) => `CSV of ${count(amount, 'product')}`,
    csvOfVersions: (amount: number) => `CSV of ${count(amount, 'version')}`,
  },
  bulk: {
    title: (amount: number) => `Edit ${count(amount, 'document')}`,
    about: 'Only what you switch on changes. Nothing is changed before you have seen what it would do.',
    change: (field: string) => `Change ${field.toLowerCase()}`,
    valueOf: (field: string) => `New value of ${field.toLowerCase()}`,
    reset: (field: string) => `${field}: back to what each source says`,
    statedTitle: 'Title: what the text of each states, where it states one',
    alreadyStated: (amount: number) =>
      `${count(amount, 'document')} more ${amount === 1 ? 'keeps its title' : 'keep their titles'}: the text states the same or none.`,
    preview: 'Show what it would do',
    back: 'Back',
    apply: (amount: number, noun: string) => `Change ${count(amount, noun)}`,
    document: 'document',
    /** Of a file. */
    row: 'row',
    summary: (chosen: number, changing: number, noun: string) =>
      changing === chosen
        ? `${count(changing, noun)} of ${number(chosen)} would change.`
        : `${count(changing, noun)} of ${number(chosen)} would change. The rest is so already.`,
    table: 'What would change',
    columns: { path: 'What', field: 'Field', before: 'Before', after: 'After' },
    applied: (fields: number, refused: number) =>
      `Changed ${count(fields, 'field')}.${refused > 0 ? ` ${number(refused)} left as they were.` : ''}`,
    refused: 'Left as they were, because somebody changed them since the preview:',
    undone: (undone: number, refused: number) =>
      `Took back ${count(undone, 'change')}.${refused > 0 ? ` ${count(refused, 'change')} stayed: the values were changed since.` : ''}`,
  },
};
