import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'fast', exclude: ['**/*.alone.test.ts'], isolate: false } },
      { extends: true, test: { name: 'alone', include: ['**/*.alone.test.ts'] } },
    ],
  },
})
