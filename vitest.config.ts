import { availableParallelism } from 'node:os';
import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config';

/**
 * Four kinds of test: rules and rooms (beside the code), the built portal over http, the built portal in a browser,
 * and its pages judged by Lighthouse, which needs the machine to itself. Each file has a portal and a browser of its
 * own, and waits a third of its time for the disk and for pages: three files for every two processors keep these busy.
 */
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      maxWorkers: Math.ceil(availableParallelism() * 1.5),
      projects: [
        {
          extends: true,
          test: {
            name: 'rooms',
            include: ['app/**/*.test.ts', 'app/**/*.test.tsx', 'db/**/*.test.ts'],
            setupFiles: ['tests/support/quiet-portal.ts'],
            // Only ends what hangs: a busy machine is no reason to fail.
            testTimeout: 60_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'portal',
            include: ['tests/attack/**/*.test.ts', 'tests/faults/**/*.test.ts'],
            setupFiles: ['tests/support/quiet-portal.ts'],
            testTimeout: 600_000,
            hookTimeout: 300_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['tests/browser/**/*.test.ts', 'tests/pages/**/*.test.ts'],
            testTimeout: 300_000,
            hookTimeout: 300_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'lighthouse',
            include: ['tests/lighthouse/**/*.test.ts'],
            testTimeout: 300_000,
            hookTimeout: 300_000,
          },
        },
      ],
    },
  }),
);
