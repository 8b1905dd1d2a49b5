/** Lists of any kind. */

export const listWords = {
  lists: {
    any: 'any',
    clear: 'Clear filters',
    selectPage: 'Select all on this page',
    selectRow: (name: string) => `Select ${name}`,
  },
};
