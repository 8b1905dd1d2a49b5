/** What was corrected, in lists; and corrections by file. */
import { count, number } from './common.js';

export const correctionWords = {
  corrections: {
    bulks: 'Bulk edits',
    bulksAbout:
      'Changes of many things at once. Each can be taken back at any time; what somebody changed since stays.',
    noBulks: 'No bulk edits yet',
    noBulksText: 'In the list of documents, select rows and press Edit.',
    kinds: { EDIT: 'Edit of many', FILE: 'From a file', MOVE: 'Move', UNDO: 'Taken back' },
    undoBulk: (who: string, what: string) => `Undo what ${who} did${what === '' ? '' : `: ${what}`}`,
    one: (noun: string, path: string) => `the ${noun} ${path}`,
    many: (things: string, place: string | null) => (place === null ? things : `${things} of ${place}`),
    fieldsOf: (fields: string, things: string) => `${fields} of ${things}`,
    partOf: (about: string) => `Part of a bulk: ${about}`,
    onlyBulk: (about: string) => `Only what one bulk changed: ${about}`,
    changes: 'Changes',
    changesAbout: 'Every correction of the library, newest first.',
    noChanges: 'Nothing was corrected',
    noChangesText: 'Either nobody corrected anything yet, or nothing matches the filters.',
    review: 'Review',
    reviewAbout: 'Corrections whose source says something else by now than when they were made.',
    noReview: 'Nothing to review',
    noReviewText:
      'When an ingest finds that a source says by now what was corrected, or something new, the correction is listed here.',
    needless: 'Needless: the source says the same by now',
    drop: 'Drop all needless corrections',
    dropped: (overrides: number) => `Dropped ${count(overrides, 'needless correction')}.`,
    more: (items: number) => `and ${count(items, 'more correction')}`,
    orphans: 'Corrections of things that are gone',
    orphansAbout: 'They apply again when the thing comes back under the same name.',
    columns: {
      what: 'What',
      field: 'Field',
      fields: 'Fields',
      before: 'Before',
      after: 'After',
      who: 'Who',
      when: 'When',
      back: 'Take back',
      correction: 'Correction',
      source: 'The source says',
      why: 'Why it is here',
    },
    takenBack: 'Taken back',
    filters: { path: 'Path', who: 'Who', kind: 'Kind' },
  },
  csv: {
    title: 'CSV',
    about:
      'Save a CSV from the list of documents, versions, products or vendors, change it in a spreadsheet, and bring it back. Nothing is changed before you have seen what it would do.',
    file: 'Changed file',
    hint: 'At most 1 MB, in UTF-8. Cells are parted by commas, semicolons or tabs. Only the first column is needed besides those that change; an empty cell changes nothing, (none) is no value, (source) goes back to the source. Aliases are parted by semicolons.',
    unread: {
      NOT_UTF8:
        'The file is not written in UTF-8, so letters in it would get lost. Save it as “CSV UTF-8” and choose it again.',
      TOO_LARGE:
        'The file is larger than what can be sent at once, 1 MB. Delete the columns that you did not change, except the first, or save it in parts with the first line in each, and choose it again.',
    },
    preview: (name: string) => `What ${name} would do`,
    summary: (changing: number, rows: number, leftOut: number) =>
      rows === 0
        ? 'Nothing: it holds no rows below a first line with the names of the columns.'
        : [
            `${number(changing)} of ${count(rows, 'row')} would change something.`,
            ...(rows > changing + leftOut ? [`${number(rows - changing - leftOut)} change nothing.`] : []),
          ].join(' '),
    rowErrors: (rows: number) => `${count(rows, 'row')} left out:`,
    line: (line: number) => `Line ${String(line)}:`,
  },
};
