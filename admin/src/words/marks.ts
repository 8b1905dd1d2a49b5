/** Passages and pages that are hidden or marked as wrong. */

export const markWords = {
  marks: {
    title: 'Hidden and wrong',
    about:
      'Passages and pages that nobody finds, or that are shown with what is wrong. Ingests keep it; texts stay as they are.',
    empty: 'Nothing is hidden or marked',
    emptyText: 'Ask a question on the workbench and mark a hit, or mark pages of a document here.',
    mark: 'Mark…',
    buttonOf: (name: string) => `Mark… ${name}`,
    markOf: (name: string) => `Hide or mark as wrong: ${name}`,
    markPages: 'Mark pages',
    effects: { HIDE: 'Hide: nobody finds or reads it', FLAG: 'Mark as wrong: whoever reads it is told' },
    done: { HIDE: 'hidden', FLAG: 'marked as wrong' },
    pages: (first: number, last: number) =>
      first === last ? `Page ${String(first)}` : `Pages ${String(first)} to ${String(last)}`,
    everyVersion: 'every version',
    dead: 'on no passage',
    onlyDead: 'Where',
    remove: 'Remove mark',
    removeOf: (name: string) => `Remove mark: ${name}`,
    made: (count: number) => (count === 1 ? 'In force for 1 passage.' : `In force for ${String(count)} passages.`),
    removed: 'The mark is removed.',
    back: 'The mark is there again.',
    columns: {
      what: 'What',
      effect: 'How',
      where: 'Where',
      why: 'Why',
      changed: 'Marked',
      actions: 'What to do',
    },
    fields: {
      effect: 'How',
      product: 'Product',
      version: 'Version',
      versionHint: 'Slugs. Every version if left empty.',
      document: 'Document',
      firstPage: 'First page',
      lastPage: 'Last page',
      lastPageHint: 'Counted from 1 in the file. Passages that only begin or end there are meant, too.',
      allVersions: 'In every version of the document, also in those to come',
      reason: 'Why',
      reasonHint: 'Readers see it with a passage that is marked as wrong.',
    },
  },
};
