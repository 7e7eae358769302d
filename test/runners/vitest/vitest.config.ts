import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (file: string): string =>
  fileURLToPath(new URL(`../../../src/${file}`, import.meta.url))

/**
 * Suites that test/usage/runner-vitest.test.ts runs in a separate process, because some of their
 * tests fail on purpose.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: [
      { find: /^miniregion$/, replacement: source('index.ts') },
      { find: /^miniregion\/(auto|vitest|jest|node-test)$/, replacement: source('$1.ts') },
    ],
  },
  test: { include: ['*.test.ts'], setupFiles: ['./setup.ts'] },
})
