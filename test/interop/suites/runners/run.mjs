/** Each runner over its file, which docs/guide/runners.md shows. Bun and Deno run where npm has them for this machine. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const inPackages = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))
const { arch, platform } = process
const cwd = import.meta.dirname

/** npm installs a binary in a package for the platform; its postinstall script may not have run. */
function binary(...paths) {
  const found = paths.map(inPackages).find((path) => existsSync(path))
  if (found) chmodSync(found, 0o755)
  return found
}
const bun = binary(`@oven/bun-${platform}-${arch}/bin/bun`)
const deno = binary(`@deno/${platform}-${arch}-glibc/deno`, `@deno/${platform}-${arch}/deno`)

const runs = [
  ['Vitest', process.execPath, [inPackages('vitest/vitest.mjs'), 'run', 'vitest.test'], /2 passed/],
  ['Jest', process.execPath, [inPackages('jest/bin/jest.js')], /2 passed/],
  ['node:test', process.execPath, ['--test', 'node.test.mjs'], /pass 2/],
  ['Mocha', process.execPath, [inPackages('mocha/bin/mocha.js'), 'mocha.test.mjs'], /2 passing/],
  [
    'AVA',
    process.execPath,
    [inPackages('ava/entrypoints/cli.mjs'), 'ava.test.mjs'],
    /2 tests passed/,
  ],
  ['Bun', bun, ['test', './bun.test.mjs'], /2 pass\n/],
  ['Deno', deno, ['test', '-A', '--no-check', 'deno.test.mjs'], /2 passed/],
]
let failed = 0
for (const [name, command, args, expected] of runs) {
  if (!command) {
    console.log(`${name} is left out: npm has none for this machine.`)
    continue
  }
  const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  const ok = status === 0 && expected.test(stdout + stderr)
  console.log(`${name}: ${ok ? 'passed' : `failed\n${stdout}${stderr}`}`)
  if (!ok) failed++
}
process.exit(failed > 0 ? 1 : 0)
