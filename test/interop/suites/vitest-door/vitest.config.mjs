import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['*.test.mjs'], setupFiles: ['miniregion/vitest'], testTimeout: 60_000 },
})
