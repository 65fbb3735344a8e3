/** ESM tests through swc: TypeScript is stripped, nothing is type-checked here (`npm run check` does that). */
export default {
  rootDir: '..',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  // A test that leaves a socket, timer or process behind is a defect; jest waits and says so.
  openHandlesTimeout: 2000,
  testTimeout: 30_000,
  maxWorkers: 2,
};
