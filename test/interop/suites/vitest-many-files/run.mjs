/**
 * Runs eight files in one worker, in each pool, isolated and not, with each place of the import of
 * 'miniregion/vitest'.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { nodes } from '../../nodes.mjs'

const cwd = import.meta.dirname
const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)

/** The places that import 'miniregion/vitest' (vitest.config.mjs). */
const ENTRIES = ['file', 'setup', 'none']
const inOneWorker = ['--no-isolate', '--maxWorkers=1']
const [own, ...others] = nodes()
const runs = [
  ...ENTRIES.map((entry) => [own, entry, '--pool=forks', ...inOneWorker]),
  ...['threads', 'vmThreads', 'vmForks'].map((pool) => [
    own,
    'file',
    `--pool=${pool}`,
    ...inOneWorker,
  ]),
  [own, 'setup', '--pool=vmThreads', ...inOneWorker],
  [own, 'file', '--pool=forks', ...inOneWorker, '--sequence.shuffle'],
  [own, 'file', '--pool=forks'],
  ...others.map((node) => [node, 'file', '--pool=forks', ...inOneWorker]),
]

function run([[major, node], entry, ...args], files, passed, failed) {
  const { stdout, stderr } = spawnSync(node, [vitest, 'run', '--reporter=json', ...args], {
    cwd,
    env: { ...process.env, ENTRY: entry, FILES: files },
    encoding: 'utf8',
  })
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(
    stdout.slice(stdout.indexOf('{')),
  )
  const counts = `${numPassedTests} passed, ${numFailedTests} failed`
  console.log(`Node ${major}, ${args.join(' ')}, entry: ${entry}, ${files}: ${counts}`)
  if (numPassedTests === passed && numFailedTests === failed) return
  process.exitCode = 1
  console.log(JSON.stringify(testResults, undefined, 2), stderr)
}

for (const each of runs) run(each, 'files/*.test.mjs', 18, 0)
for (const entry of ['file', 'setup']) {
  run([own, entry, '--pool=forks', ...inOneWorker], 'failing/*.test.mjs', 4, 2)
}
