/** Lists of any kind. */

export const listWords = {
  lists: {
    any: 'any',
    previewOf: (label: string) => `${label} (preview)`,
    found: 'What fits',
    clear: 'Clear filters',
    selectPage: 'Select all on this page',
    selectRow: (name: string) => `Select ${name}`,
  },
};
