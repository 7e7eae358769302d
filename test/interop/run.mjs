// Runs the published package (dist/) beside the tools that people use with it. A suite is a file
// suites/<name>.test.mjs for node's own runner, or a folder suites/<name>/ with a package.json
// whose `test` script runs it (another runner, a separate project).
import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const suites = fileURLToPath(new URL('suites/', import.meta.url))
const wanted = process.argv.slice(2)

if (!existsSync(new URL('../../dist/index.mjs', import.meta.url))) {
  console.error('No dist/: run `npm run build` in the package first.')
  process.exit(1)
}
// npm installed a copy instead of a link (.npmrc), so that the package finds its dependencies here
// like a user's. This refreshes its content.
const installed = new URL('node_modules/miniregion/', import.meta.url)
if (!existsSync(installed)) {
  console.error('Not installed: run `npm ci --prefix test/interop` in the package first.')
  process.exit(1)
}
rmSync(new URL('dist/', installed), { recursive: true, force: true })
const stubs = ['assert', 'auto', 'jest', 'node-test', 'reporter', 'templates', 'vitest']
for (const path of ['dist', 'package.json', ...stubs]) {
  cpSync(new URL(`../../${path}`, import.meta.url), new URL(path, installed), { recursive: true })
}

const commands = readdirSync(suites, { withFileTypes: true }).flatMap((entry) => {
  if (entry.isDirectory()) return [[entry.name, ['npm', 'test', '--silent'], suites + entry.name]]
  if (!entry.name.endsWith('.test.mjs')) return []
  return [
    [entry.name.replace('.test.mjs', ''), [process.execPath, '--test', suites + entry.name], here],
  ]
})

function run([name, [command, ...args], cwd]) {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' }
  delete env.NODE_TEST_CONTEXT
  const start = performance.now()
  let output = ''
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env })
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(0)
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
      if (code !== 0) failures.push({ name, output })
      // How many scenarios of each section a runner ran.
      else for (const [line] of output.matchAll(/^scenarios, .*$/gm)) console.log(`     ${line}`)
      resolve(code === 0)
    })
  })
}

// Two at a time (two cores), the longest first.
const LONGEST = ['auto', 'jest-door', 'vitest-door', 'node-test-door']
const rank = ([name]) => (LONGEST.indexOf(name) + LONGEST.length + 1) % (LONGEST.length + 1)
const queue = commands
  .filter(([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort((a, b) => rank(a) - rank(b))
const results = []
const failures = []
const worker = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) results.push(await run(next))
}
await Promise.all([worker(), worker()])
const failed = results.filter((ok) => !ok).length
// At the end, since logs of a CI often keep only that.
for (const { name, output } of failures) console.log(`\n— ${name}\n${output}`)
console.log(`${results.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 || results.length === 0 ? 1 : 0)
