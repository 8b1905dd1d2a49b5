/** The first screen. */
import { count } from './common.js';

export const todayWords = {
  today: {
    title: 'Today',
    about: 'What asks for work. A line goes away when it is done.',
    empty: {
      title: 'The library holds no documents yet',
      text: 'Drop a file, or name a folder, an archive, a site or a repository. What was read can be corrected here afterwards.',
    },
    figures: { vendors: 'Vendors', products: 'Products', versions: 'Versions', documents: 'Documents' },
    coverage: 'Which documentation is missing: coverage by version and kind',
    demand: 'What people ask and do not find: demand',
    work: {
      title: 'To do',
      nothing: 'Nothing. Every ingest went well, and every correction still holds.',
      failed: (location: string) => `The last ingest of ${location} failed`,
      failedFiles: (files: number, location: string) => `${count(files, 'file')} of ${location} could not be ingested`,
      running: (jobs: number) => `${count(jobs, 'ingest job')} at work or waiting`,
      proposals: (proposals: number) => `${count(proposals, 'proposal')} to accept or reject`,
      feedback: (readers: number) => `${count(readers, 'piece')} of feedback from readers`,
      review: (corrections: number) => `${count(corrections, 'correction')} to review: the source moved on`,
      orphans: (corrections: number) => `${count(corrections, 'correction')} of things that are gone`,
      unassigned: (products: number) => `${count(products, 'product')} without a vendor`,
      unclassified: (documents: number) => `${count(documents, 'document')} of the kind Other`,
      withoutLanguage: (documents: number) => `${count(documents, 'document')} that state no language`,
      titledByName: (documents: number) =>
        `${count(documents, 'document')} with the name of a file or folder for a title, where the text states another`,
      withoutText: (documents: number) => `${count(documents, 'document')} with pages without text`,
      drafts: (documents: number) => `${count(documents, 'draft')} not public yet`,
    },
  },
};
