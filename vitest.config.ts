import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

/** What patches globals, imports `miniregion/auto`, or asks for a default region nobody used yet. */
const alone = ['src/{lambda,region}/**/*.test.ts', 'src/sdk/auto/auto.test.ts']

export default defineConfig({
  resolve: {
    alias: [
      // Usage tests import the package by its name, as a user would.
      { find: /^miniregion$/, replacement: source('index.ts') },
      { find: /^miniregion\/(auto|vitest|jest|node-test)$/, replacement: source('$1.ts') },
    ],
  },
  test: {
    // By default Vitest leaves one core idle: half of two.
    maxWorkers: '100%',
    // Generous: a busy machine must not fail a test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['src/**/*.test.ts', 'test/conformance/**/*.test.ts'],
          exclude: alone,
          // One evaluation of the SDK for all files of a worker: a third of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [
            ...alone,
            'scripts/build/**/*.test.ts',
            'test/{usage,regressions,kit}/**/*.test.ts',
            'examples/**/*.test.ts',
          ],
        },
      },
    ],
  },
})
