/** Runs the suites that must pass, then the one whose failures are the point; as CommonJS and as ES modules. */
const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { dirname, join } = require('node:path')

const bin = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js')

const ways = [
  ['cjs', 'miniregion/jest'],
  ['mjs', 'miniregion/jest'], // which Jest resolves to its CommonJS build
  ['mjs', './setup.mjs'],
]
for (const [modules, setup] of ways) {
  const flags = modules === 'mjs' ? ['--experimental-vm-modules'] : []
  const env = { ...process.env, FORCE_COLOR: '0', MODULES: modules, SETUP: setup }
  const jest = (...args) =>
    spawnSync(process.execPath, [...flags, bin, '--config', 'jest.config.cjs', ...args], {
      cwd: __dirname,
      encoding: 'utf8',
      env,
    })

  const passing = jest()
  process.stdout.write(passing.stderr)
  assert.equal(passing.status, 0, `${modules} ${setup}`)

  const failing = jest('--json', '--testMatch', `**/failing.fixture.${modules}`)
  const { testResults } = JSON.parse(failing.stdout)
  assert.equal(testResults[0].assertionResults.length, 6, testResults[0].message)
  for (const { title, status, failureMessages } of testResults[0].assertionResults) {
    const expected = title.startsWith('fails') ? 'failed' : 'passed'
    assert.equal(status, expected, `${title}: ${status}\n${failureMessages.join('\n')}`)
    if (title.includes('refusal')) assert.match(failureMessages.join('\n'), /is not simulated/)
  }
  for (const told of ['nobody looked at this', 'the reason of a failed test']) {
    const times = failing.stderr.split(`TypeError: ${told}`).length - 1
    assert.equal(times, 1, `told ${times} times: ${told}\n${failing.stderr}`)
  }
  assert.doesNotMatch(failing.stderr, /TypeError: expected$/m)
  console.log(`${modules} ${setup}: the failing suite failed as it should`)
}
