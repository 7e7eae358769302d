/**
 * Runs every module system: Node's two, Jest's registries, Vitest's pools and inlining, bundles.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import webpack from 'webpack'
import { nodes } from '../../nodes.mjs'

const require = createRequire(import.meta.url)
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const cache = at('cache/')
const bin = (name, path) => require.resolve(`${name}/package.json`).replace('package.json', path)

let count = 0
function run(way, [major, node], args, { cwd = at('.'), env = {} } = {}) {
  const options = { cwd, env: { ...process.env, FORCE_COLOR: '0', ...env }, encoding: 'utf8' }
  const { status, stdout, stderr } = spawnSync(node, args, options)
  assert.equal(status, 0, `${way}, Node ${major}\n${stdout}${stderr}`)
  count++
  return stdout
}

const all = nodes()
const [own] = all
const ends = [...new Set([own, all.at(-1)])]

for (const node of all) run('Node', node, ['rooms.mjs'])

for (const node of ends) {
  for (const MODULES of ['cjs', 'mjs']) {
    const flags = MODULES === 'mjs' ? ['--experimental-vm-modules'] : []
    const args = [...flags, bin('jest', 'bin/jest.js'), '--config', 'jest.config.cjs']
    run(`Jest, ${MODULES}`, node, args, { cwd: at('jest'), env: { MODULES } })
  }
}

const VITEST = [
  {},
  { INLINE: 'miniregion' },
  { INLINE: 'all' },
  { ISOLATE: 'false' },
  { INLINE: 'miniregion', ISOLATE: 'false' },
  { POOL: 'threads' },
  { POOL: 'vmThreads' },
  { POOL: 'vmForks' },
  { POOL: 'vmThreads', INLINE: 'miniregion' },
]
for (const env of VITEST) {
  const args = [bin('vitest', 'vitest.mjs'), 'run', '--root', '.']
  run(`Vitest, ${JSON.stringify(env)}`, own, args, { cwd: at('vitest'), env })
}

rmSync(cache, { recursive: true, force: true })
mkdirSync(cache, { recursive: true })
// Like any bundle of CommonJS packages into an ES module for Node.
const REQUIRE = `import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);`
for (const [format, minify] of [
  ['cjs', false],
  ['cjs', true],
  ['esm', false],
]) {
  const outfile = `${cache}esbuild-${minify ? 'min' : 'plain'}.${format === 'esm' ? 'mjs' : 'cjs'}`
  const banner = format === 'esm' ? { js: REQUIRE } : {}
  await build({
    entryPoints: [at('bundles/entry.mjs')],
    outfile,
    bundle: true,
    platform: 'node',
    format,
    minify,
    banner,
    logLevel: 'error',
  })
  for (const node of ends) assert.match(run(`esbuild, ${format}`, node, [outfile]), /holds/)
}

for (const mode of ['development', 'production']) {
  await new Promise((resolve, reject) => {
    const output = { path: cache, filename: `webpack-${mode}.cjs` }
    const config = { mode, entry: at('bundles/entry.mjs'), output, target: 'node', devtool: false }
    webpack(config, (error, stats) => {
      if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString('errors-only')))
      else resolve()
    })
  })
  for (const node of ends) {
    assert.match(run(`webpack, ${mode}`, node, [`${cache}webpack-${mode}.cjs`]), /holds/)
  }
}

console.log(`${count} passed, 0 failed`)
