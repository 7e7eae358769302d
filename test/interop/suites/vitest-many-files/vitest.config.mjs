import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))

// ENTRY: the import of 'miniregion/vitest': in the test files themselves (like the README), in
// setupFiles, or nowhere.
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
