/** The editor of `library.yaml`. */
import { count, number } from './common.js';

export const manifestWords = {
  manifest: {
    open: { NONE: 'Write a library.yaml', OWN: 'Edit the library.yaml' },
    openOf: (isOwn: boolean, name: string) =>
      isOwn ? `Edit the library.yaml of ${name}` : `Write a library.yaml for ${name}`,
    title: 'library.yaml',
    label: (name: string) => `library.yaml of ${name}`,
    about:
      'It says which folder is which vendor, product and version, in place of names and folders. Its paths begin at the top of',
    refused: 'The library.yaml can’t be used as it is. Nothing was read; mend it here.',
    checking: 'Checking…',
    fine: 'Nothing is wrong with it. The plan tells whether its paths are there.',
    summary: (errors: number, warnings: number) =>
      [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
        .filter((part) => part !== '')
        .join(', '),
    severities: { ERROR: 'Error', WARNING: 'Warning' },
    place: (line: number, column: number) => `Line ${number(line)}, column ${number(column)}`,
    more: (findings: number) => `and ${number(findings)} more`,
    findings: 'What is wrong',
    tooLong: (characters: number, most: number) =>
      `It has ${number(characters)} characters; at most ${number(most)} can be edited here. Take something out, or split the folder.`,
    entryFor: 'Entry for',
    noPlace: 'another path',
    addEntry: 'Add an entry',
    noBlock: 'Entries can only be added here to a list of lines that begin with "- ". Write this one by hand.',
    plan: 'Show the plan with this manifest',
    changed: 'The manifest was changed since this plan was made. Show the plan again before you ingest.',
    download: 'Download library.yaml',
    discard: 'Close without it',
    discarded: 'The library.yaml of this page is put aside.',
    unsaved: (manifests: number) =>
      `${count(manifests, 'library.yaml', 'library.yaml files')} changed here and neither ingested nor downloaded yet.`,
  },
};
