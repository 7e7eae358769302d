/** Runs the suites that must pass, then the one whose failures are the point. */
const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { dirname, join } = require('node:path')

const bin = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js')
const jest = (...args) => {
  const env = { ...process.env, FORCE_COLOR: '0' }
  return spawnSync(process.execPath, [bin, '--config', 'jest.config.cjs', ...args], {
    cwd: __dirname,
    encoding: 'utf8',
    env,
  })
}

const passing = jest()
process.stdout.write(passing.stderr)
assert.equal(passing.status, 0)

const failing = jest('--json', '--testMatch', '**/failing.fixture.cjs')
const { testResults } = JSON.parse(failing.stdout)
for (const { title, status, failureMessages } of testResults[0].assertionResults) {
  const expected = title.startsWith('fails') ? 'failed' : 'passed'
  assert.equal(status, expected, `${title}: ${status}\n${failureMessages.join('\n')}`)
  if (title.includes('refusal')) assert.match(failureMessages.join('\n'), /is not simulated/)
}
assert.equal(testResults[0].assertionResults.length, 6)
for (const told of ['nobody looked at this', 'the reason of a failed test']) {
  const times = failing.stderr.split(`TypeError: ${told}`).length - 1
  assert.equal(times, 1, `told ${times} times: ${told}\n${failing.stderr}`)
}
assert.doesNotMatch(failing.stderr, /TypeError: expected$/m)
console.log('the failing suite failed as it should')
