/** Runs the suites that must pass, then the one whose failures are the point. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

const nodeTest = (reporter, ...files) => {
  const args = ['--test', `--test-reporter=${reporter}`, ...files]
  return spawnSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' })
}

const passing = nodeTest('spec', 'scenarios.test.mjs', 'door.test.mjs')
process.stdout.write(passing.stdout + passing.stderr)
assert.equal(passing.status, 0)

const failing = nodeTest('tap', 'failing.fixture.mjs')
const results = [...failing.stdout.matchAll(/^ *(not ok|ok) \d+ - ((?:fails|passes)\b.*)$/gm)]
assert.equal(results.length, 6, failing.stdout)
for (const [, result, title] of results) {
  assert.equal(
    result,
    title.startsWith('fails') ? 'not ok' : 'ok',
    `${title}: ${result}\n${failing.stdout}`,
  )
}
assert.equal(failing.stdout.split('is not simulated').length > 2, true)
const told = failing.stdout + failing.stderr
for (const text of ['nobody looked at this', 'the reason of a failed test']) {
  assert.equal(told.split(`TypeError: ${text}`).length - 1, 1, `${text}\n${told}`)
}
assert.doesNotMatch(told, /TypeError: expected$/m)
console.log('the failing suite failed as it should')
