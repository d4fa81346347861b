import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config';

/**
 * Three kinds of test: rules and rooms (beside the code), the built portal over http, and the built portal
 * in a browser. The last two take turns: they share two processors with the portal they test.
 */
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'rooms',
            include: ['app/**/*.test.ts', 'app/**/*.test.tsx', 'db/**/*.test.ts'],
            setupFiles: ['tests/support/quiet-portal.ts'],
          },
        },
        {
          extends: true,
          test: {
            name: 'portal',
            include: ['tests/attack/**/*.test.ts', 'tests/faults/**/*.test.ts'],
            setupFiles: ['tests/support/quiet-portal.ts'],
            fileParallelism: false,
            testTimeout: 60_000,
            hookTimeout: 60_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['tests/browser/**/*.test.ts'],
            fileParallelism: false,
            testTimeout: 120_000,
            hookTimeout: 60_000,
          },
        },
      ],
    },
  }),
);
