import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { reporters: ['default', ['miniregion/reporter', { report: 'bare-report' }]] },
})
