/**
 * Measures many small test files: whole runs of Vitest and Jest, next to the same files that only
 * import the SDK client.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { nodes } from './import.js'
import { interleave, pairedRatio, show, type Measure } from './measure.js'
import { BASELINE, interopBinary, makeProject } from './project.js'
import { ratioOf, times, type Report } from './report.js'

const PUT = `new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } })`

/** One small test, with the README's pattern. */
const OURS = `
const client = new DynamoDBClient(defaultRegion.sdk)
const orders = new Table('orders', { partitionKey: 'id' })
it('stores the order', async () => {
  await client.send(${PUT})
  expect(orders.get({ id: 'o1' })).toEqual({ id: 'o1' })
})
`
const SDK = `
const client = new DynamoDBClient({ region: 'us-east-1' })
it('has a client', () => {
  expect(client).toBeDefined()
  expect(${PUT}.input.TableName).toBe('orders')
})
`
const CLIENT = '{ DynamoDBClient, PutItemCommand }'

const VITEST: Readonly<Record<string, string>> = {
  ours: `import { expect, it } from 'vitest'\nimport 'miniregion/vitest'\nimport ${CLIENT} from '@aws-sdk/client-dynamodb'\nimport { defaultRegion, Table } from 'miniregion'\n${OURS}`,
  sdk: `import { expect, it } from 'vitest'\nimport ${CLIENT} from '@aws-sdk/client-dynamodb'\n${SDK}`,
}
const JEST: Readonly<Record<string, string>> = {
  ours: `const ${CLIENT} = require('@aws-sdk/client-dynamodb')\nconst { defaultRegion, Table } = require('miniregion')\n${OURS}`,
  sdk: `const ${CLIENT} = require('@aws-sdk/client-dynamodb')\n${SDK}`,
}

const OPTIMIZED = `
import { defineConfig } from 'vitest/config'
const include = ['miniregion', 'miniregion/vitest', '@aws-sdk/client-dynamodb']
export default defineConfig({ test: { deps: { optimizer: { ssr: { enabled: true, include } } } } })
`
const INLINED = `
import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { server: { deps: { inline: ['miniregion'] } } } })
`

function projectFiles(count: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: count }, (_, i) => String(i + 1).padStart(2, '0'))
  return {
    'jest.config.cjs': `const setupFilesAfterEnv = process.env.FILES === 'ours' ? ['miniregion/jest'] : []
      module.exports = { transform: {}, setupFilesAfterEnv, testMatch: ['<rootDir>/jest/' + process.env.FILES + '/*.test.cjs'] }`,
    // Without it Vitest would read the repository's config.
    'vitest.config.mjs': 'export default {}',
    'optimized.config.mjs': OPTIMIZED,
    'inlined.config.mjs': INLINED,
    ...Object.fromEntries(
      ['ours', 'sdk'].flatMap((kind) =>
        numbers.flatMap((n) => [
          [`vitest/${kind}/${n}.test.js`, VITEST[kind]!],
          [`jest/${kind}/${n}.test.cjs`, JEST[kind]!],
        ]),
      ),
    ),
  }
}

/** One way of running the files. */
interface Way {
  readonly title: string
  readonly args: readonly string[]
  readonly jest?: string
  readonly node?: string
  readonly env?: Readonly<Record<string, string>>
}

const own = createRequire(import.meta.url)
const vitest = join(dirname(own.resolve('vitest/package.json')), 'vitest.mjs')

/** Returns the seconds of the whole run. */
function run(cwd: string, way: Way, files: string): number {
  const program = way.jest
    ? [way.jest, ...way.args]
    : [vitest, 'run', '--dir', `vitest/${files}`, ...way.args]
  const env = { ...process.env, ...way.env, FILES: files, NODE_NO_WARNINGS: '1' }
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(way.node ?? process.execPath, program, {
    cwd,
    env,
    encoding: 'utf8',
  })
  const seconds = (performance.now() - start) / 1000
  if (status !== 0) throw new Error(`${way.title}: ${stdout}\n${stderr}`)
  return seconds
}

/** Whether a baseline can run the files in this way. Older builds refuse `isolate: false`. */
function canRun(baseline: string, way: Way): boolean {
  try {
    run(baseline, way, 'ours')
    return true
  } catch {
    console.log(`The baseline cannot run the files: ${way.title}`)
    return false
  }
}

const ISOLATED: Way = { title: 'Vitest, isolated (its default)', args: [] }
const TOGETHER: Way = { title: 'Vitest, `isolate: false`', args: ['--no-isolate'] }

const SETTINGS: readonly Way[] = [
  ISOLATED,
  TOGETHER,
  { title: '`pool: threads`', args: ['--pool=threads'] },
  { title: '`pool: threads`, `isolate: false`', args: ['--pool=threads', '--no-isolate'] },
  { title: '`pool: vmThreads`', args: ['--pool=vmThreads'] },
  { title: '`maxWorkers: 100%`', args: ['--maxWorkers=100%'] },
  { title: '`server.deps.inline` of this package', args: ['--config', 'inlined.config.mjs'] },
  { title: '`deps.optimizer.ssr`', args: ['--config', 'optimized.config.mjs'] },
]

export interface FilesReport {
  /** Lines of the guide: settings compared with the default. */
  readonly settings: readonly string[]
}

export interface FilesOptions {
  readonly count: number
  /** Rounds of the comparison with the SDK alone. Settings run a third of them. */
  readonly rounds: number
  /** Whether to compare settings. Default true. */
  readonly settings?: boolean
}

/** For a quick check that everything works. */
export const QUICK: FilesOptions = { count: 4, rounds: 1, settings: false }

/** Measures all contestants in turn. */
export async function reportFiles(
  { say, head, row }: Report,
  { count, rounds, settings = true }: FilesOptions,
): Promise<FilesReport> {
  const files = projectFiles(count)
  const now = makeProject('bench-files', files)
  const before = BASELINE && makeProject('bench-files-before', files, BASELINE)
  say(`## ${count} test files with one small test each (s)`)
  say()
  say('Whole runs, in turn. The SDK alone: the same files import the client and create a command.')
  say()
  head('', 'the SDK alone', 'with miniregion', 'ratio', ...(before ? ['the baseline'] : []))
  const jest = interopBinary('jest/bin/jest.js')
  if (!jest) console.log('Jest is omitted: npm ci --prefix test/interop')
  const ways = [ISOLATED, TOGETHER, ...(jest ? [{ title: 'Jest', args: [], jest }] : [])]
  for (const way of ways) {
    const contestants = ['sdk', 'ours', ...(before && canRun(before, way) ? ['before'] : [])]
    const measures = await interleave(
      contestants,
      rounds,
      async (who) => run(who === 'before' ? before! : now, way, who === 'sdk' ? 'sdk' : 'ours'),
      1,
    )
    const [sdk, ours] = [measures.get('sdk')!, measures.get('ours')!]
    row(
      way.title,
      show(sdk),
      show(ours),
      times(pairedRatio(ours, sdk)),
      ...(before ? [ratioOf(measures.get('before'), sdk)] : []),
    )
  }
  say()
  return { settings: settings ? await compareSettings(now, count, Math.ceil(rounds / 3)) : [] }
}

async function compareSettings(cwd: string, count: number, rounds: number): Promise<string[]> {
  const lines = [
    `${count} files with one small test each, whole runs of Vitest, Node ${process.version}:`,
    '',
    '| setting | seconds | to the default |',
    '| --- | --- | --- |',
  ]
  const add = (title: string, measure: Measure, to: Measure): void => {
    lines.push(`| ${title} | ${show(measure)} | ${times(pairedRatio(measure, to))} |`)
    console.log(lines.at(-1))
  }
  const measures = await interleave(SETTINGS, rounds, async (way) => run(cwd, way, 'ours'), 1)
  const standard = measures.get(ISOLATED)!
  for (const way of SETTINGS) add(way.title, measures.get(way)!, standard)
  // Node has it since version 22.
  for (const [version, node] of nodes().filter(([version]) => !version.startsWith('v20.'))) {
    const cache = mkdtempSync(join(tmpdir(), 'bench-compile-cache-'))
    const plain: Way = { title: `Node ${version}, isolated`, args: [], node }
    const cached: Way = {
      ...plain,
      title: `Node ${version}, isolated, \`NODE_COMPILE_CACHE\``,
      env: { NODE_COMPILE_CACHE: cache },
    }
    const both = await interleave([plain, cached], rounds, async (way) => run(cwd, way, 'ours'), 1)
    add(plain.title, both.get(plain)!, both.get(plain)!)
    add(cached.title, both.get(cached)!, both.get(plain)!)
    rmSync(cache, { recursive: true, force: true })
  }
  return lines
}
