/**
 * The cost of importing the package beside the SDK, which a test imports anyway. Fresh processes,
 * contestants in turn.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleaveAll, pairedRatio, show, summarize, type Measure } from './measure.js'
import { BASELINE, interopBinary, makeProject, ROOT } from './project.js'
import { times, type Report } from './report.js'

const SDK = '@aws-sdk/client-dynamodb'

/** The imports of one process, in order. The last one is measured. */
interface Import {
  readonly title: string
  readonly modules: readonly string[]
  readonly require?: boolean
}

const IMPORTS: readonly Import[] = [
  { title: '`miniregion` after the SDK', modules: [SDK, 'miniregion'] },
  {
    title: '`miniregion/auto` after SDK and `miniregion`',
    modules: [SDK, 'miniregion', 'miniregion/auto'],
  },
  {
    title: '`miniregion/vitest` after SDK and `miniregion`',
    modules: [SDK, 'miniregion', 'miniregion/vitest'],
  },
  { title: '`miniregion` without the SDK', modules: ['miniregion'] },
  {
    title: '`miniregion` after the SDK, by `require`',
    modules: [SDK, 'miniregion'],
    require: true,
  },
]

// A runner has already loaded Vitest. This measures only the package's part.
const VITEST = {
  'node_modules/vitest/package.json':
    '{ "name": "vitest", "type": "module", "exports": { ".": "./index.js" } }',
  'node_modules/vitest/index.js': `
    const nothing = () => {}
    export const beforeEach = nothing, afterEach = nothing, onTestFinished = nothing, vi = {}
    export const expect = { extend: nothing }
    export class TestRunner { static getSuiteHooks = nothing }
  `,
}

const script = ({ modules, require }: Import): string => `
  ${require ? "import { createRequire } from 'node:module'\nconst load = createRequire(process.cwd() + '/x.js')" : 'const load = (id) => import(id)'}
  const times = []
  for (const id of ${JSON.stringify(modules)}) {
    const start = process.hrtime.bigint()
    await load(id)
    times.push(Number(process.hrtime.bigint() - start) / 1e6)
  }
  console.log(times.join(' '))
`

interface Contestant {
  readonly node: string
  readonly cwd: string
  readonly imported: Import
  readonly compileCache?: string
}

/** Returns the milliseconds of each import. */
function run({ node, cwd, imported, compileCache }: Contestant): number[] {
  const output = execFileSync(
    node,
    ['--no-warnings', '--input-type=module', '-e', script(imported)],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...(compileCache && { NODE_COMPILE_CACHE: compileCache }) },
    },
  )
  return output.trim().split(' ').map(Number)
}

/** The Node that runs this script, and those that test/interop installs: [version, path]. */
export function nodes(): [string, string][] {
  const others = ['22', '24'].map((major) =>
    interopBinary(`node-${major}-${process.platform}-${process.arch}/bin/node`),
  )
  return [process.execPath, ...others.filter((path) => path !== undefined)].map((path) => [
    execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(),
    path,
  ])
}

/** The result for each Node, for other pages. */
export interface ImportCost {
  readonly version: string
  /** `miniregion` after the SDK. */
  readonly ours: Measure
  readonly sdk: Measure
}

export async function reportImports(
  { say, head, row }: Report,
  rounds: number,
): Promise<ImportCost[]> {
  say('## Importing the package (ms)')
  say()
  say(
    'Each run has a fresh process, contestants in turn. The time is that of the last import named. The ratio is to the import of `@aws-sdk/client-dynamodb` in the same process (without the SDK: in the same round). With the compile cache: `NODE_COMPILE_CACHE`, filled by an earlier process.',
  )
  const cwd = makeProject('bench-import', VITEST)
  const before = BASELINE && makeProject('bench-import-before', VITEST, BASELINE)
  const costs: ImportCost[] = []
  for (const [version, node] of nodes()) {
    const caches =
      Number(version.slice(1).split('.')[0]) >= 22 ? [undefined, cacheFolder()] : [undefined]
    for (const compileCache of caches) {
      say()
      say(`### Node ${version}${compileCache ? ', with the compile cache' : ''}`)
      say()
      head('', 'SDK', 'ours', 'to the SDK', ...(before ? ['to the baseline'] : []))
      const of = (imported: Import, at: string): Contestant => ({
        node,
        cwd: at,
        imported,
        ...(compileCache && { compileCache }),
      })
      const everyone = IMPORTS.flatMap((imported) => [
        of(imported, cwd),
        ...(before ? [of(imported, before)] : []),
      ])
      const samples = await interleaveAll(everyone, rounds, async (who) => run(who))
      const measure = (who: Contestant, at: number): Measure =>
        summarize(samples.get(who)!.map((each) => each.at(at)!))
      const first = everyone[0]!
      for (const who of everyone.filter((each) => each.cwd === cwd)) {
        const ours = measure(who, -1)
        const sdk = measure(who.imported.modules.includes(SDK) ? who : first, 0)
        const old = everyone.find((each) => each.imported === who.imported && each.cwd === before)
        row(
          who.imported.title,
          show(sdk),
          show(ours),
          times(pairedRatio(ours, sdk)),
          ...(old ? [times(pairedRatio(ours, measure(old, -1)))] : []),
        )
      }
      if (!compileCache) {
        costs.push({ version, ours: measure(first, -1), sdk: measure(first, 0) })
      } else rmSync(compileCache, { recursive: true, force: true })
    }
  }
  return costs
}

const cacheFolder = (): string => mkdtempSync(join(tmpdir(), 'bench-compile-cache-'))
