/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const shared: Config = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': '<rootDir>/tests/support/transform.mjs' },
};

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'tests',
      roots: ['<rootDir>/tests/feature', '<rootDir>/tests/unit'],
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/globalSetup.mjs',
      globalTeardown: '<rootDir>/tests/support/globalTeardown.mjs',
      setupFiles: ['<rootDir>/tests/support/environment.ts'],
    },
    {
      ...shared,
      // They start processes, which run a copy of the project that is compiled once.
      displayName: 'processes',
      roots: ['<rootDir>/tests/processes'],
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/processesSetup.mjs',
      globalTeardown: '<rootDir>/tests/support/processesTeardown.mjs',
    },
  ],
  maxWorkers: '100%',
  testTimeout: 20_000,
  workerIdleMemoryLimit: '512MB',
  coverageProvider: 'v8',
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'text', 'lcov'],
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.d.ts'],
  coverageThreshold: { global: { lines: 90, branches: 90 } },
};

export default config;
