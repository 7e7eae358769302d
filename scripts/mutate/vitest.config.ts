/** The tests' own configuration, with one change in one source file. No file is written. */
import { defineConfig, mergeConfig, type Plugin } from 'vitest/config'
import base from '../../vitest.config.ts'
import type { Mutant } from './mutants.ts'

const { file, start, end, original, replacement } = JSON.parse(
  process.env['MUTANT'] ?? '{}',
) as Mutant

const mutate: Plugin = {
  name: 'mutate',
  enforce: 'pre',
  transform(code, id) {
    if (!id.split('?')[0]?.endsWith(`/${file}`)) return undefined
    if (code.slice(start, end) !== original) throw new Error(`${file} has changed.`)
    return { code: code.slice(0, start) + replacement + code.slice(end), map: null }
  },
}

export default mergeConfig(base, defineConfig({ plugins: [mutate] }))
