import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      // Usage tests import the package by its name, as a user would.
      { find: /^miniregion$/, replacement: source('index.ts') },
      { find: /^miniregion\/(auto|vitest|jest|node-test)$/, replacement: source('$1.ts') },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/{usage,regressions,conformance}/**/*.test.ts', 'examples/**/*.test.ts'],
    typecheck: { include: ['test/types/**/*.test-d.ts'] },
  },
})
