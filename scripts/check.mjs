// npm run check: types, lint, arrows, dead exports, package shape. Two at a time (two cores); everything runs, then the failures are shown.
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

const package_ = async () =>
  (await run('build', 'npx tsdown --logLevel warn')) &
  (await run('publint', 'npx publint --strict')) &
  (await run('attw', 'npx attw --pack . --profile node16')) &
  (await run('knip', 'npx knip'))

const sources = async () =>
  (await run('tsc (published types)', 'npx tsc')) &
  (await run('tsc (tests)', 'npx tsc -p tsconfig.test.json')) &
  (await run('arrows', 'npx depcruise src --config .dependency-cruiser.cjs --output-type err')) &
  (await run(
    'format',
    'npx prettier --check --log-level warn src test/usage test/types test/conformance test/memory examples bench scripts',
  )) &
  (await run('eslint', 'npx eslint src'))

const results = await Promise.all([sources(), package_()])
process.exit(results.every(Boolean) ? 0 : 1)
