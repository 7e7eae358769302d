import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/auto.ts', 'src/vitest.ts', 'src/jest.ts', 'src/node-test.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20',
  dts: true,
  sourcemap: false,
  shims: true,
})
