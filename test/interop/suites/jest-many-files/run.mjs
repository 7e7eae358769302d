/**
 * Runs the same files as CommonJS and as ES modules, with and without Jest's `resetModules`, with
 * and without 'miniregion/jest'.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { nodes } from '../../nodes.mjs'

const cwd = import.meta.dirname
const jest = join(
  dirname(createRequire(import.meta.url).resolve('jest/package.json')),
  'bin/jest.js',
)

const [own, ...others] = nodes()
const runs = [
  ...['cjs', 'mjs'].flatMap((modules) =>
    ['true', ''].flatMap((entry) => ['true', 'false'].map((reset) => [own, modules, entry, reset])),
  ),
  ...others.map((node) => [node, 'cjs', 'true', 'true']),
]
for (const [[major, node], MODULES, ENTRY, RESET] of runs) {
  const flags = MODULES === 'mjs' ? ['--experimental-vm-modules'] : []
  const args = [...flags, jest, '--config', 'jest.config.cjs', '--json', '--runInBand']
  const env = { ...process.env, NODE_NO_WARNINGS: '1', MODULES, ENTRY, RESET }
  const { stdout, stderr } = spawnSync(node, args, { cwd, env, encoding: 'utf8' })
  const { numPassedTests, numTotalTests } = JSON.parse(stdout)
  const way = `${MODULES}, ${ENTRY ? 'with' : 'without'} miniregion/jest, resetModules: ${RESET}`
  console.log(`Node ${major}, ${way}: ${numPassedTests} of ${numTotalTests} passed`)
  if (numPassedTests === numTotalTests && numTotalTests === (MODULES === 'cjs' ? 10 : 9)) continue
  process.exitCode = 1
  console.log(stderr)
}
