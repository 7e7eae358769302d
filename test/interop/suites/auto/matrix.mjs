// Runs every way to load a client under every runner. Prints the table; `--write` puts it into
// docs/guide/sdk.md.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { nodes } from '../../nodes.mjs'

const require = createRequire(import.meta.url)
const { scenarios } = require('./scenarios.cjs')
const names = Object.keys(scenarios)

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const cache = at('cache/')
const modules = at('../../node_modules/')

/**
 * A second copy of client and core, as with strict package managers, and bundles of the code with
 * its SDK.
 */
function prepare() {
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  for (const name of ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@smithy/core']) {
    cpSync(`${modules}${name}`, `${cache}copy/node_modules/${name}`, { recursive: true })
  }
  for (const extension of ['mjs', 'cjs']) {
    cpSync(at(`fixture/code.${extension}`), `${cache}copy/code.${extension}`)
    buildSync({
      entryPoints: [at(`fixture/code.${extension}`)],
      outfile: `${cache}bundle.${extension}`,
      bundle: true,
      minify: true,
      platform: 'node',
      format: extension === 'mjs' ? 'esm' : 'cjs',
      banner:
        extension === 'mjs'
          ? {
              js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);",
            }
          : {},
      logLevel: 'error',
    })
  }
}

const tools = (extension, rest) => `{
  code: ${JSON.stringify(at(`fixture/code.${extension}`))},
  copy: ${JSON.stringify(`${cache}copy/code.${extension}`)},
  bundle: ${JSON.stringify(`${cache}bundle.${extension}`)},
  ${rest}
}`

const RESET_REQUIRE = `reset: () => { for (const file of Object.keys(require.cache)) if (/@smithy|@aws-sdk|fixture/.test(file)) delete require.cache[file] },`
const outcome = (name, made) => `
const result = await scenarios[${JSON.stringify(name)}](${made})`

const env = { PATH: process.env.PATH, HOME: '/nonexistent', NODE_NO_WARNINGS: '1', CI: 'true' }
const majors = new Map(nodes().map(([major, node]) => [node, major]))
const run = (node, args) =>
  spawnSync(node, args, {
    cwd: at('.'),
    env: { ...env, NODE_MAJOR: majors.get(node) },
    encoding: 'utf8',
    timeout: 240_000,
  })

const failures = []
const note = (runner, name, text) => {
  failures.push(`${runner}: ${name}\n${text}`)
  return 'fails'
}

/** Plain Node: one process per scenario. */
function inNode(runner, node, extension, prelude, made, wrap) {
  return names.map((name, index) => {
    const file = `${cache}node-${extension}-${wrap ? 'test' : 'plain'}-${index}.${extension}`
    const body = `${outcome(name, made)}\nprocess.stdout.write('RESULT ' + (result ?? 'answered') + '\\n')`
    writeFileSync(file, `${prelude}\n${wrap ? wrap(body) : `;(async () => {${body}\n})()`}`)
    const { status, stdout, stderr } = run(
      node,
      wrap ? ['--test', '--test-reporter=tap', file] : [file],
    )
    const found = /RESULT (\w+)/.exec(stdout)
    return status === 0 && found ? found[1] : note(runner, name, stdout + stderr)
  })
}

/** One process for all scenarios, one file each, so that each has a fresh registry. */
function inRunner(runner, folder, extension, prelude, made, start) {
  mkdirSync(`${cache}${folder}`, { recursive: true })
  names.forEach((name, index) => {
    const body = `${outcome(name, made)}\n  if (result) console.log('NONE')`
    const skip = `${prelude}\ntest(${JSON.stringify(name)}, async () => {${body}\n})\n`
    writeFileSync(`${cache}${folder}/s${index}.test.${extension}`, skip)
  })
  const { stdout, stderr } = start(`${cache}${folder}`)
  const start_ = stdout.indexOf('{"')
  let results
  try {
    results = JSON.parse(stdout.slice(start_)).testResults.flatMap((file) => file.assertionResults)
  } catch {
    return names.map((name) => note(runner, name, stdout + stderr))
  }
  return names.map((name) => {
    const found = results.find(({ title }) => title === name)
    // Vitest's entry fails a test with a refused call. This scenario expects that error.
    const refused = /^UnsupportedError: kinesis is not simulated/.test(found?.failureMessages?.[0])
    if (refused && name.startsWith('AWS host')) return 'answered'
    if (found?.status === 'passed') return UNAVAILABLE[folder]?.includes(name) ? 'none' : 'answered'
    return note(runner, name, found?.failureMessages?.join('\n') ?? stdout.slice(0, 2000) + stderr)
  })
}

const UNAVAILABLE = { vitest: ['isolated modules'] }

const esm = (extra = '') => `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const { scenarios } = require(${JSON.stringify(at('scenarios.cjs'))})
${extra}`
const cjs = `const { scenarios } = require(${JSON.stringify(at('scenarios.cjs'))})`

const nodeTest = (body) => `import test from 'node:test'\ntest('it', async () => {${body}\n})`

const vitest = (node, folder, pool) => {
  // node:test's default patterns exclude folders with a leading dot.
  const config = `export default { test: { include: ['*.test.mjs'], setupFiles: ['miniregion/vitest'], testTimeout: 60_000, globals: true, pool: '${pool}' } }`
  writeFileSync(`${folder}/vitest.config.mjs`, config)
  return run(node, [`${modules}vitest/vitest.mjs`, 'run', '--root', folder, '--reporter=json'])
}

const jest = (node, folder, flags = {}) =>
  run(node, [
    ...(flags.esm ? ['--experimental-vm-modules'] : []),
    `${modules}jest/bin/jest.js`,
    '--json',
    '--rootDir',
    folder,
    '--config',
    JSON.stringify({
      testMatch: ['**/*.test.?js'],
      testTimeout: 60_000,
      moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
      transform: {},
      ...(flags.esm && { haste: { enableSymlinks: false } }),
    }),
  ])

prepare()
const importing = tools('mjs', 'load: (name) => import(name),')
const requiring = tools('cjs', `load: (name) => require(name), ${RESET_REQUIRE}`)
const vitestTools = tools(
  'mjs',
  'load: (name) => import(/* @vite-ignore */ name), reset: () => vi.resetModules(),',
)
const jestCjs = tools(
  'cjs',
  `load: (name) => require(name), reset: () => jest.resetModules(),
  isolated: (name) => { let code; jest.isolateModules(() => { code = require(name) }); return code },`,
)
const jestEsm = tools(
  'mjs',
  `load: (name) => import(name), reset: () => jest.resetModules(),
  isolated: async (name) => { let code; await jest.isolateModulesAsync(async () => { code = await import(name) }); return code },`,
)
const jestPrelude = esm("import { jest, test } from '@jest/globals'")

/**
 * A row per Node: `Node, import` becomes `Node 20, import`. Rows of runners begin with the runner's
 * name.
 */
const onEachNode = (label, runIn) =>
  nodes().map(([major, node]) => {
    const runner = label.startsWith('Node,')
      ? label.replace('Node', `Node ${major}`)
      : `${label}, Node ${major}`
    return [runner, runIn(runner, node)]
  })

const inVitest = (pool) =>
  onEachNode(`Vitest ${pool}`, (runner, node) =>
    inRunner(runner, 'vitest', 'mjs', esm(), vitestTools, (folder) => vitest(node, folder, pool)),
  )

const rows = Object.fromEntries([
  ...onEachNode('Node, import', (runner, node) => inNode(runner, node, 'mjs', esm(), importing)),
  ...onEachNode('Node, require', (runner, node) => inNode(runner, node, 'cjs', cjs, requiring)),
  ...onEachNode('Node, node:test', (runner, node) =>
    inNode(runner, node, 'mjs', esm(), importing, nodeTest),
  ),
  ...['forks', 'threads', 'vmThreads'].flatMap(inVitest),
  ...onEachNode('Jest, require', (runner, node) =>
    inRunner(runner, 'jest', 'cjs', cjs, jestCjs, (folder) => jest(node, folder)),
  ),
  ...onEachNode('Jest, import', (runner, node) =>
    inRunner(runner, 'jest-esm', 'mjs', jestPrelude, jestEsm, (folder) =>
      jest(node, folder, { esm: true }),
    ),
  ),
])

const WORDS = { answered: 'yes', none: '–', fails: '**no**' }
const line = (cells) => `| ${cells.join(' | ')} |`
const lines = Object.entries(rows).map(([runner, cells]) =>
  line([runner, ...cells.map((cell) => WORDS[cell])]),
)
const table = [`| ${line(names)}`, `|${'---|'.repeat(names.length + 1)}`, ...lines].join('\n')

console.log(table)
const guide = at('../../../../docs/guide/sdk.md')
const marked = /(<!-- matrix -->\n)[\s\S]*?(\n<!-- \/matrix -->)/
if (process.argv.includes('--write')) {
  writeFileSync(guide, readFileSync(guide, 'utf8').replace(marked, `$1${table}$2`))
}
// Rows instead of the whole table, because another machine may have fewer Nodes.
const written = marked.exec(readFileSync(guide, 'utf8'))[0]
const differing = lines.filter((each) => !written.includes(each))
if (differing.length > 0) {
  failures.push(
    `docs/guide/sdk.md shows something else: node matrix.mjs --write\n${differing.join('\n')}`,
  )
}
for (const failure of failures) console.log(`\nFAIL ${failure.slice(0, 3000)}`)
const answered = Object.values(rows)
  .flat()
  .filter((word) => word === 'answered').length
console.log(`${answered} passed, ${failures.length} failed`)
process.exit(failures.length > 0 ? 1 : 0)
