/** Tests run against the built code in dist/, so that workers and child processes are the ones that ship. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  resolver: '<rootDir>/test/resolver.cjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '/test/.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true } }, module: { type: 'es6' } },
    ],
  },
  globalSetup: '<rootDir>/test/testkit/global-setup.mjs',
  globalTeardown: '<rootDir>/test/testkit/global-teardown.mjs',
  // Starting databases and programs takes its time on a busy machine; no test waits for a timeout to pass.
  testTimeout: 900_000,
};
