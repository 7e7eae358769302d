import { defineConfig } from 'tsdown'

const escape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** One character beyond Latin-1, and V8 reads the whole file in two bytes a character: a tenth of the time that the import takes. */
const ascii = {
  name: 'ascii',
  generateBundle(_options: object, bundle: Record<string, { code?: string }>): void {
    for (const chunk of Object.values(bundle)) {
      if (chunk.code) chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escape)
    }
  },
}

export default defineConfig({
  entry: ['src/index.ts', 'src/auto.ts', 'src/vitest.ts', 'src/jest.ts', 'src/node-test.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20',
  // Made by tsc: the fast generator refuses computed member names such as [handleKey].
  dts: { oxc: false, compilerOptions: { isolatedDeclarations: false } },
  sourcemap: false,
  // See docs/decisions/0009-minified-bundle.md. Functions and classes keep their names: stack traces show them.
  minify: { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  shims: true,
  plugins: [ascii],
  // src/jest.ts reads import.meta.jest, which CommonJS has under another name.
  inputOptions: { checks: { emptyImportMeta: false } },
})
