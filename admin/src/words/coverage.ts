/** The coverage matrix, and what is expected of versions. */
import { count, number } from './common.js';

export const coverageWords = {
  coverage: {
    title: 'Coverage',
    about:
      'What the library holds and what it lacks, with the reason in each cell. Open a cell to see what is behind it.',
    caption: 'Documents by product or version and kind',
    readingPage: 'Open the report page',
    all: 'All',
    rows: 'Rows',
    rowsOf: { VENDOR: 'Vendors', PRODUCT: 'Products', VERSION: 'Versions' },
    show: 'Show',
    everything: 'everything',
    gaps: 'only gaps',
    empty: 'The library holds nothing of that kind yet',
    noGaps: 'No gaps here',
    states: {
      MISSING: 'missing',
      FAILED: 'failed',
      NO_TEXT: 'no text',
      STALE: 'stale',
      THIN: 'thin',
      PARTIAL: 'partial',
      UNINDEXED: 'not indexed',
      UNEMBEDDED: 'not embedded',
      HIDDEN: 'hidden',
      DRAFT: 'draft',
      PRESENT: 'present',
      NONE: 'none',
    },
    signs: {
      MISSING: '✕',
      FAILED: '!',
      NO_TEXT: '?',
      STALE: '↻',
      THIN: '–',
      PARTIAL: '◐',
      UNINDEXED: '…',
      UNEMBEDDED: '…',
      HIDDEN: '○',
      DRAFT: '○',
      PRESENT: '✓',
      NONE: '·',
    },
    nothingAgainst: 'Nothing speaks against it.',
    nothingThere: 'Nothing is there, and nothing says that it should be.',
    figures: {
      files: 'Files',
      pages: 'Pages',
      withoutText: 'Pages without text',
      chunks: 'Chunks',
      languages: 'Languages',
      ingested: 'Last ingest',
      stated: 'Dates that documents state',
    },
    unit: (documents: number) => (documents === 1 ? 'document' : 'documents'),
    named: (states: readonly string[], all: number) =>
      `${states.join(', ')}${all > states.length ? ` +${number(all - states.length)}` : ''}`,
    showDocuments: (documents: number) => `Show ${count(documents, 'document')}`,
    showJobs: 'Show the jobs',
    expect: 'What is expected',
    isExpected: 'Versions should have it',
    isNotExpected: 'It does not belong there',
    from: 'From version',
    to: 'Up to version',
    note: 'Why',
    declare: 'Save the expectation',
    declared: 'The expectation is saved.',
    expectations: 'Expectations',
    expectationsAbout:
      'What versions should have. Expectations come from library.yaml and from curators; to add one, open a cell of one product and one kind.',
    noExpectations: 'Nothing is expected yet',
    noExpectationsText: 'Without expectations, a gap is what the versions around have.',
    moreExpectations: (total: number) => `The first 100 of ${number(total)}; choose a product to see its own.`,
    columns: {
      what: 'What',
      versions: 'Versions',
      says: 'Expectation',
      missing: 'Missing in',
      who: 'Declared by',
      actions: 'Actions',
    },
    bounds: (from: string | null, to: string | null) =>
      from === null ? (to === null ? 'all' : `up to ${to}`) : to === null ? `from ${from}` : `${from} to ${to}`,
    expected: 'should be there',
    notExpected: 'does not belong there',
    missingOf: (labels: readonly string[], versions: number) =>
      versions === 0
        ? 'no version to compare with'
        : labels.length === 0
          ? `nothing: all ${count(versions, 'version')} have it`
          : labels.join(', '),
    manifest: 'library.yaml',
    withdraw: 'Withdraw',
    withdrawOf: (what: string) => `Withdraw: ${what}`,
    withdrawn: 'The expectation is withdrawn.',
    trend: 'Trend',
    trendAbout:
      'What is published, at the end of each day on which that changed; noted after each ingest, kept for two years.',
    noTrend: 'Nothing was noted yet.',
    trendOf: (from: string, to: string, before: number, after: number) =>
      `Documents from ${from} to ${to}: ${number(before)} to ${number(after)}`,
    days: 'The days as a table',
    changes: 'What changed in the last 90 days',
    noChanges: 'Nothing changed in the last 90 days.',
    moreChanges: (total: number) => `The latest 20 of ${number(total)}.`,
    changeColumns: { what: 'Version and kind', documents: 'Documents', chunks: 'Chunks', when: 'When', day: 'Day' },
    change: (before: number, after: number) =>
      before === after ? number(after) : `${number(before)} → ${number(after)}`,
  },
};
