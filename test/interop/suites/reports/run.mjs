/** Each runner over tests of which two fail: a report of each, and an index of the run. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const inPackages = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))
const vitest = [inPackages('vitest/vitest.mjs'), 'run']
const jest = inPackages('jest/bin/jest.js')
const nodeTest = [
  '--test',
  ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
  ...['--test-reporter=miniregion/reporter', '--test-reporter-destination=stdout'],
]
const DIRECTORY = 'miniregion-report'
const OTHER = 'other-report'

// The reporter alone tells the tests where reports go; so does `configure`, or a variable.
const runs = [
  ['Vitest', [...vitest, 'vitest.test'], DIRECTORY],
  [
    'Vitest with configure',
    [...vitest, 'vitest.test', '-c', 'vitest.configured.config.ts'],
    DIRECTORY,
  ],
  ['Vitest with threads', [...vitest, 'vitest.test', '--pool=threads'], DIRECTORY],
  ['Jest', [jest], DIRECTORY],
  ['Jest with configure', [jest, '-c', 'jest.configured.config.cjs'], DIRECTORY],
  ['node:test', [...nodeTest, 'node.fixture.mjs'], DIRECTORY],
  ['node:test with a variable', [...nodeTest, 'node.fixture.mjs'], OTHER],
]
for (const [name, args, directory] of runs) {
  const folder = folderOf(directory)
  const { status, output } = run(args, directory)
  try {
    assert.equal(status, 1)
    const pages = readdirSync(folder).filter((file) => /^fails/.test(file))
    assert.equal(pages.length, 2, pages.join())
    for (const page of pages) {
      assert.match(output, new RegExp(`Report of 'fails: .*${directory}/${page}`))
      const text = readFileSync(`${folder}${page}`, 'utf8')
      assert.match(text, /<section\s+id="failure"[^]*Expected (?:orders|users) to have an item/)
      assert.equal(text.split('<script').length, 2)
    }
    assert.match(output, new RegExp(`Index of the run: ${directory}.index\\.html`))
    const index = readFileSync(`${folder}index.html`, 'utf8')
    for (const page of pages) assert.ok(index.includes(`href="${page}"`), `no link to ${page}`)
    assert.match(index, /Coverage of routes[^]*GET \/never[^]*never[^]*Coverage of tables/)
    assert.match(index, /Permissions that calls need[^]*dynamodb:PutItem/)
    assert.doesNotMatch(index, /What is missing/)
    assert.ok(!existsSync(`${folder}run-data`))
    console.log(`${name}: ${pages.length} reports and an index`)
  } catch (error) {
    console.error(`${name}: ${error.message}\n${output}`)
    process.exitCode = 1
  }
  rmSync(folder, { recursive: true, force: true })
}

// Without a hook, the index says what it lacks, and why.
{
  const folder = folderOf('bare-report')
  const { output } = run([...vitest, 'bare.test', '-c', 'vitest.bare.config.ts'], DIRECTORY)
  const index = readFileSync(`${folder}index.html`, 'utf8')
  rmSync(folder, { recursive: true, force: true })
  assert.match(index, /1 passed[^]*What is missing[^]*setupFiles[^]*Slowest tests/)
  assert.match(output, /no test had a hook: setupFiles: \['miniregion\/vitest'\]/)
  console.log('Vitest without a hook: an index that says so')
}

function run(args, directory) {
  rmSync(folderOf(directory), { recursive: true, force: true })
  const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }
  delete env.MINIREGION_REPORT
  if (directory === OTHER) env.MINIREGION_REPORT = OTHER
  const options = { cwd: import.meta.dirname, env, encoding: 'utf8' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
  return { status, output: stdout + stderr }
}

function folderOf(directory) {
  return fileURLToPath(new URL(`${directory}/`, import.meta.url))
}
