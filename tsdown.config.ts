import { defineConfig, type TsdownPlugin, type UserConfig } from 'tsdown'
import { writeStubs } from './scripts/build/stubs.ts'
import { lazyRooms } from './scripts/build/lazy-rooms.ts'

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

const entry = {
  index: 'src/index.ts',
  assert: 'src/assert.ts',
  auto: 'src/auto.ts',
  vitest: 'src/vitest.ts',
  jest: 'src/jest.ts',
  'node-test': 'src/node-test.ts',
  reporter: 'src/reporter.ts',
  templates: 'src/templates.ts',
}

// Vitest cannot be required: the ES module imports it.
const vitest = `import * as vitest from 'vitest'
import { createRequire } from 'node:module'
import cjs from './vitest-setup.cjs'
const version = cjs.versionOfVitest(createRequire(import.meta.url))
cjs.install(vitest, () => import('vitest/suite'), version)
`
const withSetup = { ...entry, 'vitest-setup': 'src/vitest-setup.ts' }
const { plugin, outputOptions } = lazyRooms(withSetup, { vitest })

const code: UserConfig = {
  entry: withSetup,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  dts: false,
  shims: true,
  plugins: [plugin, ascii],
  outputOptions,
  // src/jest.ts reads import.meta.jest, which CommonJS has under another name.
  hooks: { 'build:done': () => writeStubs(Object.keys(entry)) },
  inputOptions: { checks: { emptyImportMeta: false } },
}

/** Declarations are the same for both module systems; their imports of each other are not. */
const twins: TsdownPlugin = {
  name: 'twins',
  generateBundle(_options, bundle) {
    for (const { fileName, ...file } of Object.values(bundle)) {
      if (!fileName.endsWith('.d.mts') || file.type !== 'chunk') continue
      const source = file.code.replace(/(from "\.\/[^"]+)\.mjs"/g, '$1.cjs"')
      this.emitFile({ type: 'asset', fileName: fileName.replace(/mts$/, 'cts'), source })
    }
  },
}

const declarations: UserConfig = {
  entry,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Made by tsc: the fast generator refuses computed member names such as [handleKey].
  dts: { emitDtsOnly: true, oxc: false, compilerOptions: { isolatedDeclarations: false } },
  plugins: [twins],
  clean: false,
}

export default defineConfig(process.argv.includes('--no-dts') ? code : [code, declarations])
