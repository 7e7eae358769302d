// npm run verify runs the slow proofs, one after another. `-- NAME ...` runs some of them.
import { spawnSync } from 'node:child_process'

const tsx = 'node --import tsx'
const steps = {
  build: 'npm run --silent build',
  'slow tests': 'npx vitest run --config vitest.slow.config.ts',
  conformance: 'npm run --silent conformance',
  roundtrip: 'npm run --silent roundtrip',
  consumer: 'node scripts/consumer.mjs',
  memory: 'node --expose-gc test/memory/regions.mjs && node --expose-gc test/memory/contexts.mjs',
  browser: 'node scripts/browser.mjs',
  pages: 'node scripts/pages.mjs',
  login: 'node scripts/login-page.mjs',
  regions: `${tsx} --expose-gc scripts/soak-regions.ts`,
  soak: `${tsx} --expose-gc scripts/soak.ts`,
  site: 'npm ci --prefix docs --silent && npm run --prefix docs --silent build && npm run --prefix docs --silent look',
  interop: 'npm ci --prefix test/interop --silent && node test/interop/run.mjs',
}

const wanted = process.argv.slice(2)
const chosen = Object.entries(steps).filter(
  ([name]) => wanted.length === 0 || wanted.includes(name),
)
let failed = 0
for (const [name, command] of chosen) {
  console.log(`\n— ${name}: ${command}`)
  const start = performance.now()
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' })
  console.log(
    `${status === 0 ? 'ok' : 'FAIL'} ${name} (${((performance.now() - start) / 1000).toFixed(0)} s)`,
  )
  if (status !== 0) failed++
}
console.log(`\n${chosen.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
