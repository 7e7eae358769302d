/** The slow proofs, which `npm run verify` runs beside `npm test`. */
import { defineConfig } from 'vitest/config'
import base, { slow } from './vitest.config.ts'

const { projects: _, ...test } = base.test ?? {}

// They start other runners, which take minutes on a busy machine.
export default defineConfig({ ...base, test: { ...test, include: slow, testTimeout: 300_000 } })
