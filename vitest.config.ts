import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

/**
 * Tests that need a process of their own: they import `miniregion/auto`, mock modules, bundle,
 * delete globals, watch how the SDK loads, or configure the default region.
 */
const alone = [
  'src/sdk/auto/**/*.test.ts',
  'src/auto.test.ts',
  'src/sdk/client/hermetic.test.ts',
  'src/lambda/runtime/{cold-start,handler-kinds}.test.ts',
  'src/region/default.test.ts',
  'test/usage/sdk-auto.test.ts',
  'test/usage/fast-suites.test.ts',
  'test/kit/**/*.test.ts',
  'scripts/build/**/*.test.ts',
]

/** The usage tests that import an entry of the package for its effect on the process. */
const importing = (...entries: readonly string[]): string[] =>
  readdirSync(new URL('./test/usage/', import.meta.url))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/usage/${file}`)
    .filter((file) => {
      const text = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')
      return entries.some((entry) => text.includes(`import '${entry}'`))
    })
    .filter((file) => !alone.includes(file))

/**
 * Tests with the runner's hooks or with `miniregion/auto`, which then hold for all later files of
 * the process: a call that is not simulated fails its test.
 */
const withHooks = [...importing('miniregion/vitest', 'miniregion/auto'), 'examples/**/*.test.ts']

/** Slow proofs, which `npm run verify` runs (vitest.slow.config.ts). */
export const slow: string[] = [
  'src/**/*fuzz.test.ts',
  'test/conformance/**/*.test.ts',
  'test/usage/runner-{reports,vitest}.test.ts',
]

export default defineConfig({
  resolve: {
    alias: [
      // Usage tests import the package by its name, as a user would.
      { find: /^miniregion$/, replacement: source('index.ts') },
      {
        find: /^miniregion\/(assert|auto|vitest|jest|node-test|reporter|templates)$/,
        replacement: source('$1.ts'),
      },
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
          include: ['{src,test}/**/*.test.ts'],
          exclude: [...alone, ...withHooks, ...slow, 'test/{interop,runners}/**'],
          // A worker evaluates the SDK and the sources once for all of its files: a fifth of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'with hooks', include: withHooks, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})
