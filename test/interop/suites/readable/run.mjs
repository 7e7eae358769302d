/** What people read when a test fails, in each runner. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fixture from './fixture.cjs'

const cwd = import.meta.dirname
const inPackages = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))
function run(args, env = {}) {
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_NO_WARNINGS: '1', ...env },
    encoding: 'utf8',
    timeout: 120_000,
  })
  return stdout + stderr
}

const vitest = [inPackages('vitest/vitest.mjs'), 'run', '--root', cwd]
const jest = [inPackages('jest/bin/jest.js'), '--config', 'jest.config.cjs']
fixture.check('Vitest', run(vitest), true)
fixture.check('Jest', run(jest), true)
fixture.check('node:test', run(['--test', '--test-reporter=spec', 'node.fixture.mjs']), false)

// Expected in green, received in red, where the runner colours.
const COLOURED = { NO_COLOR: undefined, FORCE_COLOR: '1' }
for (const [name, args] of [
  ['Vitest', vitest],
  ['Jest', jest],
]) {
  assert.match(run(args, COLOURED), /\u001b\[32m- {3}a: 2,/, `${name} colours its diffs`)
}
console.log('Vitest, Jest: diffs are coloured where the runner colours')

// Outside any runner: a screen.
for (const [name, pattern] of [
  ['table', /ConditionalCheckFailedException[^]*uncaught\.cjs:\d+/],
  ['misuse', /Did you mean 'orders'\?\n\s+at .*uncaught\.cjs:\d+/],
  ['sdk', /ResourceNotFoundException: .*\n\s+at .*uncaught\.cjs:\d+/],
  ['unsupported', /UnsupportedError: .*\n\s+at .*uncaught\.cjs:\d+/],
]) {
  const output = run(['uncaught.cjs', name])
  assert.match(output, pattern)
  assert.ok(output.split('\n').length < 30, output)
}
console.log('uncaught: a screen')
