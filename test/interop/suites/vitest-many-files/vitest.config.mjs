import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))

// ENTRY: where 'miniregion/vitest' is imported: in the test files themselves (as the README does), in setupFiles, or nowhere.
const { ENTRY } = process.env
const setupEntry = fileURLToPath(import.meta.resolve('miniregion/vitest'))

export default defineConfig({
  resolve: {
    alias:
      ENTRY === 'file' ? [] : [{ find: /^miniregion\/vitest$/, replacement: path('no-entry.mjs') }],
  },
  test: {
    include: [process.env.FILES ?? 'files/*.test.mjs'],
    setupFiles: ENTRY === 'setup' ? [setupEntry] : [],
    testTimeout: 60_000,
  },
})
