import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // FAILING: the tests that fail on purpose.
    include: process.env.FAILING ? ['failing.fixture.mjs'] : ['*.test.mjs'],
    setupFiles: ['../../scenarios/configure.cjs', 'miniregion/vitest'],
    testTimeout: 60_000,
  },
})
