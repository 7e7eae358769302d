import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../runners/report/', import.meta.url))
const bin = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))

it('writes a report of each failed test that used a region, and an index of the run', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'reports-'))
  try {
    const env = { ...process.env, NO_COLOR: '1', NODE_NO_WARNINGS: '1', REPORTS: folder }
    delete (env as NodeJS.ProcessEnv).VITEST_POOL_ID
    const child = spawn(process.execPath, [bin, 'run'], { cwd: root, env })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (output += data.toString()))
    await new Promise((resolve) => child.on('close', resolve))

    const pages = readdirSync(folder).filter((file) => file !== 'index.html')
    expect(pages.map((page) => page.replace(/-[0-9a-f]{8}\.html$/, '')).sort(), output).toEqual([
      'fails-at-the-same-time-a',
      'fails-at-the-same-time-b',
      'fails-in-a-definition',
      'fails-in-a-region-of-its-own',
      'fails-in-a-region-of-the-file',
      'fails-in-the-default-region',
    ])
    const read = (name: string): string =>
      readFileSync(path.join(folder, pages.find((page) => page.includes(name)) ?? ''), 'utf8')
    // The near miss of the matcher, and the item that was written.
    expect(read('in-a-definition')).toMatch(
      /id="failure"[^]*class="line removed"[^]*amount: 9,[^]*class="line added"[^]*amount: 10,[^]*id="items"[^]*&quot;amount&quot;: 10/,
    )
    // Tests that ran at the same time have their own forks.
    expect(read('time-a')).toMatch(/of-a/)
    expect(read('time-a')).not.toMatch(/of-b/)
    for (const page of pages) expect(output).toContain(page)

    const index = readFileSync(path.join(folder, 'index.html'), 'utf8')
    expect(index).toMatch(/2 passed[^]*7 failed[^]*Slowest tests[^]*Coverage of tables/)
    expect(index).toMatch(/users[^]*never/)
    expect(index).toMatch(/Coverage of granted permissions[^]*reader dynamodb:GetItem[^]*never/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
