/** Resolvers that do not know `exports`: Jest 27, ts-jest and TypeScript with `moduleResolution: node`; and Jest without globals. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cwd = import.meta.dirname
const inPackages = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))
function run(args, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_NO_WARNINGS: '1', ...env },
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

for (const [jest, tests] of [
  ['jest-27', 'orders.test.js'],
  ['jest-27', 'without-globals.test.js'],
  ['jest', 'without-globals.test.js'],
  ['jest', 'orders.test.ts'],
]) {
  const { status, output } = run([inPackages(`${jest}/bin/jest.js`)], { JEST: jest, TESTS: tests })
  assert.equal(status, 0, `${jest}, ${tests}\n${output}`)
  assert.match(output, /2 passed/, output)
  console.log(`${jest}, ${tests}: passed`)
}

const types = run([inPackages('typescript/bin/tsc'), '--noEmit', '--project', '.'])
assert.equal(types.status, 0, types.output)
console.log('moduleResolution node: the subpaths have types')

const outside = run(['-e', "require('miniregion/jest')"])
assert.notEqual(outside.status, 0)
assert.match(
  outside.output,
  /MisuseError: miniregion\/jest was imported where .*install\(globals\)/,
)
const any = run(['-e', "console.log(typeof require('miniregion/assert').toHaveStatus)"])
assert.equal(any.output.trim(), 'function', any.output)
console.log('outside Jest: miniregion/jest says so, miniregion/assert works')
