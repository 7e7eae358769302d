/** Each runner over tests of which two fail: a report of each, and an index of the run. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const inPackages = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))
const cwd = import.meta.dirname
const folder = fileURLToPath(new URL('miniregion-report/', import.meta.url))

const runs = [
  ['Vitest', [inPackages('vitest/vitest.mjs'), 'run', 'vitest.test']],
  ['Jest', [inPackages('jest/bin/jest.js')]],
  [
    'node:test',
    [
      '--test',
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=miniregion/reporter', '--test-reporter-destination=stdout'],
      'node.fixture.mjs',
    ],
  ],
]
for (const [name, args] of runs) {
  rmSync(folder, { recursive: true, force: true })
  const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }
  const run = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' })
  const output = run.stdout + run.stderr
  try {
    assert.equal(run.status, 1)
    const pages = readdirSync(folder).filter((file) => /^fails/.test(file))
    assert.equal(pages.length, 2, pages.join())
    for (const page of pages) {
      assert.match(output, new RegExp(`Report of 'fails: .*miniregion-report/${page}`))
      const text = readFileSync(`${folder}${page}`, 'utf8')
      assert.match(text, /<section\s+id="failure"[^]*Expected (?:orders|users) to have an item/)
      assert.equal(text.split('<script').length, 2)
    }
    assert.match(output, /Index of the run: miniregion-report.index\.html/)
    const index = readFileSync(`${folder}index.html`, 'utf8')
    for (const page of pages) assert.ok(index.includes(`href="${page}"`), `no link to ${page}`)
    assert.match(index, /Coverage of routes[^]*GET \/never[^]*never[^]*Coverage of tables/)
    assert.match(index, /Permissions that calls need[^]*dynamodb:PutItem/)
    assert.ok(!existsSync(`${folder}run-data`))
    console.log(`${name}: ${pages.length} reports and an index`)
  } catch (error) {
    console.error(`${name}: ${error.message}\n${output}`)
    process.exitCode = 1
  }
}
rmSync(folder, { recursive: true, force: true })
