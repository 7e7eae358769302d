import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['miniregion/vitest'],
    reporters: ['default', 'miniregion/reporter'],
  },
})
