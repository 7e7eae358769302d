/** The same suites in every pool, isolated and not. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const bin = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)
const runs = [
  ['--pool=forks'],
  ['--pool=threads'],
  ['--pool=vmThreads'],
  ['--pool=forks', '--no-isolate', '--sequence.concurrent'],
]
for (const args of runs) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'run', ...args], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  assert.equal(status, 0, `${args.join(' ')}\n${stdout}${stderr}`)
  console.log(`ok ${args.join(' ')}`)
}
