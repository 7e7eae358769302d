/**
 * Runs the same suites in every pool, isolated and not, and on each Node; then the tests that fail
 * on purpose.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { nodes } from '../../nodes.mjs'
import failing from '../../scenarios/failing.cjs'
import { runScenarios } from '../../scenarios/run.mjs'

const cwd = import.meta.dirname
const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)

const WAYS = {
  forks: ['--pool=forks'],
  threads: ['--pool=threads'],
  vmThreads: ['--pool=vmThreads'],
  'one fork, all concurrent': ['--pool=forks', '--no-isolate', '--sequence.concurrent'],
}
const [own, ...others] = nodes()
const runs = [
  ...Object.entries(WAYS).map(([way, args]) => [own, way, args]),
  ...others.map((node) => [node, 'forks', WAYS.forks]),
]
for (const [node, way, args] of runs) {
  runScenarios(`Vitest, ${way}`, node, [vitest, 'run', ...args], { cwd })
}

const folder = mkdtempSync(join(tmpdir(), 'vitest-'))
const file = join(folder, 'results.json')
// The JSON reporter alone would hide printed lines.
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
const { stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', ...reporters], {
  cwd,
  env: { ...process.env, FORCE_COLOR: '0', FAILING: '1' },
  encoding: 'utf8',
})
const results = JSON.parse(readFileSync(file, 'utf8')).testResults[0].assertionResults.map(
  ({ title, status, failureMessages }) => ({ title, status, text: failureMessages.join('\n') }),
)
rmSync(folder, { recursive: true })
failing.check(results, stdout + stderr)
console.log('the failing suite failed as it should')
