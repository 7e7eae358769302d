import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/auto.ts', 'src/vitest.ts', 'src/jest.ts', 'src/node-test.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20',
  // Made by tsc: the fast generator refuses computed member names such as [handleKey].
  dts: { oxc: false, compilerOptions: { isolatedDeclarations: false } },
  sourcemap: false,
  shims: true,
  // src/jest.ts reads import.meta.jest, which CommonJS has under another name.
  inputOptions: { checks: { emptyImportMeta: false } },
})
