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
  testTimeout: 60_000,
};
