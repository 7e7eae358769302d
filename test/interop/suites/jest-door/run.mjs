/**
 * Runs the same suites as CommonJS and as ES modules, on each Node; then the tests that fail on
 * purpose.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { nodes } from '../../nodes.mjs'
import failing from '../../scenarios/failing.cjs'
import { runScenarios } from '../../scenarios/run.mjs'

const cwd = import.meta.dirname
const bin = join(
  dirname(createRequire(import.meta.url).resolve('jest/package.json')),
  'bin/jest.js',
)

const WAYS = [
  ['cjs', 'miniregion/jest'],
  ['mjs', 'miniregion/jest'], // which Jest resolves to its CommonJS build
  ['mjs', './setup.mjs'],
]
const [own, ...others] = nodes()
const runs = [
  ...WAYS.map((way) => [own, way]),
  ...others.flatMap((node) => [
    [node, WAYS[0]],
    [node, WAYS[2]],
  ]),
]
for (const [node, [modules, setup]] of runs) {
  const flags = modules === 'mjs' ? ['--experimental-vm-modules'] : []
  const jest = [...flags, bin, '--config', 'jest.config.cjs']
  const env = { MODULES: modules, SETUP: setup }
  const way = `${modules === 'mjs' ? 'import' : 'require'}, ${setup}`
  runScenarios(`Jest, ${way}`, node, jest, { cwd, env })
  if (node !== own) continue

  const args = [...jest, '--json', '--testMatch', `**/failing.fixture.${modules}`]
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, FORCE_COLOR: '0', ...env },
    encoding: 'utf8',
  })
  const results = JSON.parse(stdout).testResults[0].assertionResults.map(
    ({ title, status, failureMessages }) => ({ title, status, text: failureMessages.join('\n') }),
  )
  failing.check(results, stderr)
  console.log(`${way}: the failing suite failed as it should`)
}
