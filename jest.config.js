import { availableParallelism } from 'node:os';
import { findBrowser } from './test/testkit/find-browser.mjs';

/** Tests run against the built code in dist/, so that workers and child processes are the ones that ship. */
const project = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  resolver: '<rootDir>/test/resolver.cjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '/(?:test|admin/src)/.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true } }, module: { type: 'es6' } },
    ],
  },
};

/** Libraries to copy are made before the first file of these, and removed after the last. */
const withLibraries = {
  globalSetup: '<rootDir>/test/testkit/global-setup.mjs',
  globalTeardown: '<rootDir>/test/testkit/global-teardown.mjs',
  testEnvironment: '<rootDir>/test/testkit/node-environment.mjs',
};

/** Files that need no database, run no program and take a moment: `npm run test:fast`. */
const ofNoStore = [
  'access-tokens',
  'admission',
  'bounded-yaml',
  'bulk-writer',
  'check-pages',
  'chunk-keys',
  'circuit',
  'compare-index',
  'compare-runs',
  'config',
  'confirm-drift',
  'connection-lost',
  'console-lists',
  'console-manifest',
  'console-merge',
  'console-move-draft',
  'corrections',
  'direct-port',
  'edit-distance',
  'exact-lane',
  'elasticsearch-client',
  'elasticsearch-index',
  'excerpt',
  'file-evidence',
  'fusion',
  'glob',
  'hit-cursor',
  'hit-pages',
  'house-rules',
  'identifier-lift',
  'identify',
  'identity-provider',
  'ingest-chunk',
  'ingest-read',
  'kind-from-name',
  'logger',
  'manifest',
  'may',
  'metrics',
  'names-in-words',
  'operations',
  'passage-query',
  'place-terms',
  'pointers-behind',
  'passwords',
  'product-names',
  'query',
  'rank',
  'read-html',
  'read-markup',
  'read-pool',
  'recut',
  'relevance',
  'repair-index',
  'section-diff',
  'sentence-lift',
  'site-address',
  'site-markdown',
  'split-block',
  'spread',
  'throttle',
  'variants',
  'version-contract',
  'version-order',
  'vocabulary',
  'with-stand-in',
];

/** Files that say the same of a Postgres server as of the embedded one; they run once for each. */
const ofBothStores = [
  'audiences',
  'backup',
  'compare-versions',
  'console-library.browser',
  'curation-bulk',
  'curation-edit',
  'curation-file',
  'curation-lasts',
  'did-you-mean',
  'document-counts',
  'document-titles',
  'entities',
  'exact-first',
  'facets',
  'field-filters',
  'graphql',
  'graphql-http',
  'graphql-statements',
  'highlights',
  'ingest-jobs',
  'ingest-library',
  'judgements',
  'job-history',
  'job-progress',
  'insert-vectors',
  'lexical-index',
  'missing-terms',
  'must-and-must-not',
  'named-scope',
  'scope-words',
  'operation-connections',
  'page-quality',
  'passage-marks',
  'proposals',
  're-embed',
  'search-contract',
  'search-paging',
  'scheduled-backups',
  'search-rules',
  'search-words',
  'settings-last',
  'moves',
  'structure',
  'suggest',
  'synonyms',
  'upload',
  'upload-in-steps',
  'vector-search',
];

/** Files that are about a Postgres server only. */
const ofServer = '**/*.server.test.ts';

/** Files that need Elasticsearch beside it. */
const ofElasticsearch = '**/*.elasticsearch.test.ts';

/** Files that drive a browser. */
const ofBrowser = '**/*.browser.test.ts';
const withoutBrowser = findBrowser() === null ? [`!${ofBrowser}`] : [];

export default {
  // One less than there are processors, as usual, but never one alone: a test waits much for its store or browser.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  reporters: ['default', '<rootDir>/test/testkit/slowest-files.mjs'],
  projects: [
    { ...project, displayName: 'unit', testMatch: ofNoStore.map((name) => `**/${name}.test.ts`) },
    {
      ...project,
      ...withLibraries,
      displayName: 'embedded',
      testMatch: [
        '**/*.test.ts',
        ...ofNoStore.map((name) => `!**/${name}.test.ts`),
        `!${ofServer}`,
        `!${ofElasticsearch}`,
        ...withoutBrowser,
      ],
    },
    ...(process.env['DATABASE_URL'] === undefined
      ? []
      : [
          {
            ...project,
            ...withLibraries,
            displayName: 'server',
            globals: { mcdeweyStore: 'server' },
            testMatch: [
              ...ofBothStores.map((name) => `**/${name}.test.ts`),
              ...withoutBrowser,
              ofServer,
              ...(process.env['ELASTICSEARCH_URL'] === undefined ? [] : [ofElasticsearch]),
            ],
          },
        ]),
  ],
  // Starting databases and programs takes its time on a busy machine; no test waits for a timeout to pass.
  testTimeout: 900_000,
  // Modules of a file are never given back to the process that ran it: it is replaced before its heap is full.
  workerIdleMemoryLimit: '1GB',
};
