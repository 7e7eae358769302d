// Every way of coming by a client, under every runner. Prints the table; `--write` puts it into docs/guide/sdk.md.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const require = createRequire(import.meta.url)
const { scenarios } = require('./scenarios.cjs')
const names = Object.keys(scenarios)

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const cache = at('cache/')
const modules = at('../../node_modules/')

/** A second copy of client and core, as strict package managers leave them, and bundles of the code with its SDK. */
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
const run = (command, args, extra = {}) =>
  spawnSync(command, args, {
    cwd: at('.'),
    env: { ...env, ...extra },
    encoding: 'utf8',
    timeout: 240_000,
  })

const failures = []
const note = (runner, name, text) => {
  failures.push(`${runner}: ${name}\n${text}`)
  return 'fails'
}

/** Plain Node: one process for each scenario. */
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

/** One process for all; a file for each scenario, so that each has a fresh registry. */
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
    // Vitest's door fails a test that was refused something: that it says so is what this one wants.
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

const vitest = (pool) => (folder) => {
  // Its own idea of a test file leaves out folders with a leading dot.
  const config = `export default { test: { include: ['*.test.mjs'], setupFiles: ['miniregion/vitest'], testTimeout: 60_000, globals: true, pool: '${pool}' } }`
  writeFileSync(`${folder}/vitest.config.mjs`, config)
  return run(process.execPath, [
    `${modules}vitest/vitest.mjs`,
    'run',
    '--root',
    folder,
    '--reporter=json',
  ])
}

const jest = (folder, flags = {}) =>
  run(process.execPath, [
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

/** The Node that runs this and those that npm brings along, where there is one for this machine. */
function nodes() {
  const own = process.versions.node.split('.')[0]
  const found = { [own]: process.execPath }
  for (const major of ['22', '24']) {
    const binary = `${modules}node-${major}-${process.platform}-${process.arch}/bin/node`
    if (major in found) continue
    if (existsSync(binary)) found[major] = binary
    else console.log(`Node ${major} is left out: npm has none for this machine.`)
  }
  return Object.entries(found)
}

const inNodes = (label, ...rest) =>
  Object.fromEntries(
    nodes().map(([major, node]) => {
      const runner = label.replace('Node', `Node ${major}`)
      return [runner, inNode(runner, node, ...rest)]
    }),
  )

const rows = {
  ...inNodes('Node, import', 'mjs', esm(), importing),
  ...inNodes('Node, require', 'cjs', cjs, requiring),
  ...inNodes('Node, node:test', 'mjs', esm(), importing, nodeTest),
  'Vitest forks': inRunner('Vitest forks', 'vitest', 'mjs', esm(), vitestTools, vitest('forks')),
  'Vitest threads': inRunner(
    'Vitest threads',
    'vitest',
    'mjs',
    esm(),
    vitestTools,
    vitest('threads'),
  ),
  'Vitest vmThreads': inRunner(
    'Vitest vmThreads',
    'vitest',
    'mjs',
    esm(),
    vitestTools,
    vitest('vmThreads'),
  ),
  'Jest, require': inRunner('Jest, require', 'jest', 'cjs', cjs, jestCjs, (folder) => jest(folder)),
  'Jest, import': inRunner('Jest, import', 'jest-esm', 'mjs', jestPrelude, jestEsm, (folder) =>
    jest(folder, { esm: true }),
  ),
}

const WORDS = { answered: 'yes', none: '–', fails: '**no**' }
const table = [
  `| | ${names.join(' | ')} |`,
  `|---|${names.map(() => '---|').join('')}`,
  ...Object.entries(rows).map(
    ([runner, cells]) => `| ${runner} | ${cells.map((cell) => WORDS[cell]).join(' | ')} |`,
  ),
].join('\n')

console.log(table)
const guide = at('../../../../docs/guide/sdk.md')
const marked = /(<!-- matrix -->\n)[\s\S]*?(\n<!-- \/matrix -->)/
if (process.argv.includes('--write')) {
  writeFileSync(guide, readFileSync(guide, 'utf8').replace(marked, `$1${table}$2`))
}
for (const failure of failures) console.log(`\nFAIL ${failure.slice(0, 3000)}`)
const answered = Object.values(rows)
  .flat()
  .filter((word) => word === 'answered').length
console.log(`${answered} passed, ${failures.length} failed`)
process.exit(failures.length > 0 ? 1 : 0)
