import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

/** What patches globals, imports `miniregion/auto`, or asks for a default region nobody used yet. */
const alone = ['src/{lambda,region,sdk/auto}/**/*.test.ts', 'src/auto.test.ts']

export default defineConfig({
  resolve: {
    alias: [
      // Usage tests import the package by its name, as a user would.
      { find: /^miniregion$/, replacement: source('index.ts') },
      { find: /^miniregion\/(assert|auto|vitest|jest|node-test)$/, replacement: source('$1.ts') },
    ],
  },
  test: {
    // By default Vitest leaves one core idle: half of two.
    maxWorkers: '100%',
    setupFiles: [fileURLToPath(new URL('./test/setup.ts', import.meta.url))],
    // Generous: a busy machine must not fail a test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{src,test,examples}/**/*.test.ts'],
          exclude: [...alone, ...slow, 'test/{interop,runners}/**'],
          // A worker evaluates the SDK and the sources once for all of its files: a fifth of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})
