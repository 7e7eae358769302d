import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['./setup.mjs'],
    reporters: ['default', 'miniregion/reporter'],
  },
})
