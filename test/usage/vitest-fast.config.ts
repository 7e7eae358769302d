import { defineConfig } from 'vitest/config'

// vitest.config.ts
export default defineConfig({ test: { isolate: false, setupFiles: ['miniregion/vitest'] } })
