// npm run check: types, lint, arrows, dead exports, package shape. Runs two tasks at a time (two
// cores), and prints the failures at the end.
import { spawn } from 'node:child_process'

const run = (name, command) =>
  new Promise((resolve) => {
    const start = performance.now()
    let output = ''
    const child = spawn(command, { shell: true, env: { ...process.env, FORCE_COLOR: '0' } })
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(22)} ${seconds.padStart(5)} s`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })

// TypeScript 7's compiler takes a fifth of the time. TypeScript 6 writes the declaration files
// (docs/decisions/0008).
const tsc = 'node node_modules/tsc-native/bin/tsc'

// The longest first. Tasks that need dist/ follow the build.
const tasks = [
  () => run('oxlint', 'npx oxlint --type-aware --report-unused-disable-directives src'),
  async () =>
    (await run('build', 'npx tsdown --logLevel warn')) &&
    (await run('publint', 'npx publint --strict')) &&
    (await run('attw', 'npx attw --pack . --profile node16')),
  () => run('tsc (tests)', `${tsc} -p tsconfig.test.json`),
  () => run('tsc (published types)', `${tsc} -p tsconfig.build.json`),
  () =>
    run(
      'format',
      'npx prettier --check --log-level warn src test/usage test/types test/conformance test/memory examples bench scripts',
    ),
  () => run('knip', 'npx knip'),
  // Only core/ may use time from outside the region's clock. oxlint has no rule for this form.
  () =>
    run(
      'new Date()',
      "! grep -rn 'new Date()' src --include='*.ts' --exclude='*.test.ts' --exclude-dir=core",
    ),
  () => run('arrows', 'npx depcruise src --config .dependency-cruiser.cjs --output-type err'),
]

let ok = true
const worker = async () => {
  for (let task = tasks.shift(); task; task = tasks.shift()) ok = (await task()) && ok
}
await Promise.all([worker(), worker()])
process.exit(ok ? 0 : 1)
