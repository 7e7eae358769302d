import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (file: string): string =>
  fileURLToPath(new URL(`../../../src/${file}`, import.meta.url))

/** A suite whose failed tests have reports. test/usage/runner-reports.test.ts runs it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: [
      { find: /^miniregion$/, replacement: source('index.ts') },
      { find: /^miniregion\/(auto|vitest|jest|node-test)$/, replacement: source('$1.ts') },
    ],
  },
  test: {
    include: ['*.test.ts'],
    setupFiles: ['./setup.ts'],
    reporters: [
      'default',
      ['../../../src/reporter.ts', { report: process.env['REPORTS'] ?? 'miniregion-report' }],
    ],
  },
})
