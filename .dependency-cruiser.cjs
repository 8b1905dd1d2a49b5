/** Who may import whom; the arrows of ARCHITECTURE.md as rules. */
const ground =
  '^src/(audience|bounded-yaml|caller|config|environment|errors|every-page|logger|executor|give-way|group-by|network-of|ongoing-operation|rate-limits|request-id|setting-kinds|settings-in-force|sign-in-settings|slug|tracing|typed-operation|unfit-text|uuid)\\.ts$';
const only = (name, from, ...to) => ({
  name,
  comment: `${from} may import only what ARCHITECTURE.md draws`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^(src|migrations)/', pathNot: [ground, `^src/${from}/`, ...to] },
});

/** Stages of an ingest: which rooms of src/ingest/ each may import. */
const stage = (room, ...to) => ({
  name: `ingest-${room}`,
  comment: `src/ingest/${room} may import only the stages before it`,
  severity: 'error',
  from: { path: `^src/ingest/${room}/` },
  to: { path: '^src/ingest/', pathNot: [room, ...to].map((other) => `^src/ingest/${other}/`) },
});

/** What resolvers join. */
const core = [
  'access',
  'schema',
  'search',
  'compare',
  'coverage',
  'curation',
  'demand',
  'ingest',
  'judgements',
  'operations',
  'store',
].map((room) => `^src/${room}/`);

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'ground-imports-nothing',
      severity: 'error',
      from: { path: ground },
      to: {
        path: '^src/',
        pathNot:
          '^src/(audience|caller|environment|errors|executor|rate-limits|request-id|setting-kinds|settings-in-force|sign-in-settings)\\.ts$',
      },
    },
    only('store', 'store', '^migrations/'),
    only('embedding', 'embedding'),
    only('search', 'search', '^src/store/', '^src/embedding/'),
    only('compare', 'compare', '^src/store/', '^src/search/'),
    only('coverage', 'coverage', '^src/store/'),
    only('judgements', 'judgements', '^src/store/', '^src/search/', '^src/evaluation/metrics\\.ts$'),
    only('demand', 'demand', '^src/store/', '^src/search/'),
    only(
      'ingest',
      'ingest',
      '^src/store/',
      '^src/embedding/',
      '^src/search/((identifiers|nearest|search-words)\\.ts|definitions/)',
    ),
    stage('naming'),
    stage('threads'),
    stage('files', 'naming'),
    stage('read', 'files', 'naming', 'threads'),
    stage('source', 'read', 'files', 'naming', 'threads'),
    stage('survey', 'source', 'files', 'naming'),
    stage('chunk', 'read'),
    stage('write'),
    stage('prepare', 'write', 'chunk', 'read', 'survey', 'source', 'files', 'naming', 'threads'),
    only('access', 'access', '^src/store/'),
    only('graphql', 'graphql', '^src/resolvers/', ...core),
    only('curation', 'curation', '^src/store/', '^src/access/'),
    only('rendering', 'rendering'),
    only('resolvers', 'resolvers', '^src/graphql/', '^src/rendering/', ...core),
    {
      name: 'only-the-schema-knows-resolvers',
      severity: 'error',
      from: { path: '^src/graphql/', pathNot: '^src/graphql/build-schema\\.ts$' },
      to: { path: '^src/resolvers/' },
    },
    only('operations', 'operations', '^src/store/', '^src/doctor/finding\\.ts$'),
    only('telemetry', 'telemetry', '^src/(store|search|embedding)/'),
    only(
      'doctor',
      'doctor',
      '^src/store/',
      '^src/search/',
      '^src/ingest/source/(source-home|upload/upload-store)\\.ts$',
      '^migrations/',
    ),
    only('mcp', 'mcp'),
    only('site', 'site', '^src/rendering/'),
    only('evaluation', 'evaluation'),
    {
      name: 'schema-sees-types-only',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: {
        path: '^src/(store|search|compare|coverage|demand|ingest|access|curation|doctor|judgements|operations)/',
        dependencyTypesNot: ['type-only'],
        pathNot: '^src/(store/entities|coverage)/[a-z-]+-(state|kind)\\.ts$',
      },
    },
    {
      name: 'schema-imports-nothing-above',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: { path: '^src/(resolvers|graphql|server|commands|cli|mcp|site|app|main)' },
    },
    {
      name: 'nothing-imports-the-top',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(commands/|cli/|server/|app\\.ts|main\\.ts)' },
      to: { path: '^src/(server/|commands/|cli/|app\\.ts|main\\.ts)' },
    },
    {
      name: 'console-knows-only-graphql',
      comment: 'the console asks the API, like any other front end',
      severity: 'error',
      from: { path: '^admin/src/' },
      to: { path: '^(src|migrations|bench|test)/' },
    },
    {
      name: 'console-screens-apart',
      comment: 'what two screens share stands beside them',
      severity: 'error',
      from: { path: '^admin/src/screens/([^/]+)/' },
      to: { path: '^admin/src/screens/', pathNot: '^admin/src/screens/$1/' },
    },
    {
      name: 'console-ground-knows-no-screens',
      severity: 'error',
      from: { path: '^admin/src/(api|ui|words|list|catalogue)/' },
      to: { path: '^admin/src/(screens|shell)/|^admin/src/router' },
    },
    {
      name: 'environment-only-in-main',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main\\.ts$' },
      to: { path: '^(node:)?process$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
