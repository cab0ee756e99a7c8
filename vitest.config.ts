import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/built.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts'],
    // Real servers, databases and processes: generous, for a slow machine is no defect.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // A file finds modules as the one before it left them: none keeps a state of its own, and loading them anew takes a third of the time.
    isolate: false,
    // More than cores: much of what they do is waiting for processes, servers and rate limits.
    maxWorkers: 4,
  },
});
