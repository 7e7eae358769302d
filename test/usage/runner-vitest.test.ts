import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

interface Assertion {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

const root = fileURLToPath(new URL('../runners/vitest/', import.meta.url))
const bin = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))

/** Runs Vitest over suites in which some tests must fail. */
async function runVitest(): Promise<{ tests: readonly Assertion[]; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'))
  const file = join(folder, 'result.json')
  const args = [bin, 'run', '--reporter=json', '--reporter=default', `--outputFile.json=${file}`]
  const env = { ...process.env, NO_COLOR: '1', NODE_NO_WARNINGS: '1' }
  delete (env as NodeJS.ProcessEnv).VITEST_POOL_ID
  const child = spawn(process.execPath, args, { cwd: root, env })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  await new Promise((resolve) => child.on('close', resolve))
  const json = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  const { testResults } = JSON.parse(json) as {
    testResults: readonly { assertionResults: readonly Assertion[] }[]
  }
  return {
    tests: testResults.flatMap(({ assertionResults }) => assertionResults),
    output: stdout + stderr,
  }
}

it('fails the tests that must fail, and prints errors without an assertion', async () => {
  const { tests, output } = await runVitest()
  expect(tests).toHaveLength(40)
  for (const { title, status, failureMessages } of tests) {
    const expected = title.startsWith('fails') ? 'failed' : 'passed'
    expect(`${title}: ${status}`).toBe(`${title}: ${expected}`)
    if (title.includes('refusal was swallowed')) {
      expect(failureMessages.join('\n')).toContain('SFN ListStateMachines is not simulated')
    }
    if (title.includes('two refusals')) {
      expect(failureMessages.join('\n')).toMatch(/SFN ListStateMachines[^]*SFN ListActivities/)
    }
  }
  const told = [...output.matchAll(/\[miniregion\] (.*)/g)].map(([, line]) => line)
  expect(told.sort()).toEqual([
    '15 more invocations failed, and no assertion looked at them.',
    expect.stringMatching(/^Code outside this test started PutItem on unawaited-orders, and did/),
    expect.stringMatching(/^Code outside this test started a change, and did not await it\./),
    expect.stringMatching(/^SFN ListStateMachines is not simulated/),
    'broken-1 failed, and no assertion looked at it:',
    'broken-10 failed, and no assertion looked at it:',
    'broken-4 failed, and no assertion looked at it:',
    'broken-5 failed, and no assertion looked at it:',
    'broken-5 failed, and no assertion looked at it:',
    'broken-8 failed, and no assertion looked at it:',
    'broken-9 failed, and no assertion looked at it:',
    ...[0, 1, 2, 3, 4].map((i) => `broken-many-${i} failed, and no assertion looked at it:`),
  ])
  expect(output.match(/TypeError: the reason of a failed test/g)).toHaveLength(1)
}, 120_000)
