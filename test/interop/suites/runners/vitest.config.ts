import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { setupFiles: ['miniregion/auto', 'miniregion/vitest'] },
})
