// The package as published (dist/) beside what people use it with. A suite is a file suites/<name>.test.mjs for node's own runner, or a folder
// suites/<name>/ with a package.json whose `test` script runs it (another runner, a project of its own).
// node run.mjs [part of a suite's name ...]
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const suites = fileURLToPath(new URL('suites/', import.meta.url))
const wanted = process.argv.slice(2)

if (!existsSync(new URL('../../dist/index.mjs', import.meta.url))) {
  console.error('No dist/: run `npm run build` in the package first.')
  process.exit(1)
}
// npm installed a copy, not a link (.npmrc), so that the package finds its dependencies here, as a user's does. Its contents are those of now.
const installed = new URL('node_modules/miniregion/', import.meta.url)
if (!existsSync(installed)) {
  console.error('Not installed: run `npm ci --prefix test/interop` in the package first.')
  process.exit(1)
}
rmSync(new URL('dist/', installed), { recursive: true, force: true })
for (const path of ['dist', 'package.json']) {
  cpSync(new URL(`../../${path}`, import.meta.url), new URL(path, installed), { recursive: true })
}

const commands = readdirSync(suites, { withFileTypes: true }).flatMap((entry) => {
  if (entry.isDirectory()) return [[entry.name, ['npm', 'test', '--silent'], suites + entry.name]]
  if (!entry.name.endsWith('.test.mjs')) return []
  return [
    [entry.name.replace('.test.mjs', ''), [process.execPath, '--test', suites + entry.name], here],
  ]
})

let failed = 0
let run = 0
for (const [name, [command, ...args], cwd] of commands) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue
  run++
  const env = { ...process.env, NODE_NO_WARNINGS: '1' }
  delete env.NODE_TEST_CONTEXT
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (status === 0) continue
  failed++
  console.log(stdout + stderr)
}
console.log(`${run - failed} passed, ${failed} failed`)
process.exit(failed > 0 || run === 0 ? 1 : 0)
