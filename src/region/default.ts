/**
 * The default region: created at first use, and shared by every copy of the package in the process.
 */
import { provideDefaultWorld } from '../core/world/context.ts'
import path from 'node:path'
import { shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { processWide } from '../core/process-wide.ts'
import { setReportDirectory } from '../core/reporting/run-report.ts'
import { currentTestFile, type TestFile } from '../core/caller/test-file.ts'
import { RegionAccount } from './account.ts'
import { toWorldOptions, type RegionOptions } from './options.ts'
import { Region } from './region.ts'
import type { RegionWorld } from './world.ts'

interface Shared {
  /** How often this module was evaluated. */
  copies: number
  options: RegionOptions
  world: RegionWorld | undefined
  region: Region
  /** The test file that used it last, if several run in this process. */
  file: TestFile | undefined
  /** Whether that file has used it. */
  isUsed: boolean
  /** The file that `options` were set in. */
  configuredIn: TestFile | undefined
  /** Installs a runner's hooks in a file. */
  installHooks: ((file: TestFile | undefined) => void) | undefined
  /** The file that has them. */
  hooksIn: TestFile | undefined
}

const shared = processWide<Shared>('default', () => {
  const own: Shared = {
    copies: 0,
    options: {},
    world: undefined,
    region: new Region(() => use(own)),
    file: undefined,
    isUsed: false,
    configuredIn: undefined,
    installHooks: undefined,
    hooksIn: undefined,
  }
  return own
})

// A second evaluation means that the module registry was reset (Jest's `resetModules`,
// `isolateModules`). The modules that declare tables and functions will be evaluated again as well.
if (shared.copies++ > 0 && shared.world) shared.world.account.generation++

function use(own: Shared): RegionWorld {
  enterFile(own)
  own.isUsed = true
  if (!own.world) {
    own.world = new RegionAccount(toWorldOptions(own.options, 'configure()')).main
    own.world.account.onUse = () => void use(own)
  }
  return own.world
}

/**
 * Finds out whether a new test file runs. Called at each use, because nothing calls this package if
 * all imports of the new file were evaluated for earlier files.
 */
function enterFile(own: Shared): void {
  const file = currentTestFile()
  if (file === own.file || file === undefined) return
  const isFirst = own.file === undefined
  own.file = file
  if (!isFirst) {
    own.isUsed = false
    own.world?.account.beginFile()
  }
  installHooks(own)
}

function installHooks(own: Shared): void {
  if (!own.installHooks || (own.file && own.hooksIn === own.file)) return
  own.hooksIn = own.file
  own.installHooks(own.file)
}

provideDefaultWorld(() => use(shared))

/**
 * The region of `Table`, `registerFunction` and `createGateway` when no option names another one.
 * Created at first use.
 *
 * @example
 * ```ts
 * const client = new DynamoDBClient(defaultRegion.sdk)
 * ```
 */
export const defaultRegion: Region = shared.region

/** Options of `configure`: those of the default region, and those of the run. */
export interface ConfigureOptions extends RegionOptions {
  /**
   * The directory for a report of each failed test, in any region, with `miniregion/vitest`,
   * `miniregion/jest` or `miniregion/node-test`. `false` writes none. Default: the directory of
   * `miniregion/reporter` or of the environment variable `MINIREGION_REPORT`, else none.
   */
  readonly report?: string | false
}

/** Absolute, because a test may change the working directory. */
function toDirectory(report: unknown): string | undefined {
  if (report === false) return undefined
  if (typeof report === 'string' && report !== '') return path.resolve(report)
  throw new MisuseError(
    `configure() received report: ${shownValue(report)}.`,
    "the name of a directory, such as 'miniregion-report', or false",
  )
}

/**
 * Sets options of the default region. Call it before anything uses the region. If several test
 * files run in one process, each may call `configure` before it uses the region; a file that does
 * not call it keeps the options of the file before.
 *
 * @throws MisuseError when the running file has already used the region
 *
 * @example
 * ```ts
 * configure({ region: 'eu-west-1', seed: 7 })
 * ```
 */
export function configure({ report, ...options }: ConfigureOptions): void {
  toWorldOptions(options, 'configure()')
  if (report !== undefined) setReportDirectory(toDirectory(report))
  enterFile(shared)
  if (Object.keys(options).length === 0) return
  const next = { ...(shared.configuredIn === shared.file && shared.options), ...options }
  const wanted = toWorldOptions(next, 'configure()')
  const { world } = shared
  if (world && JSON.stringify(world.options) !== JSON.stringify(wanted)) {
    if (shared.isUsed) {
      throw new MisuseError(
        'configure() was called after the default region was first used.',
        'it in a setup file, or at the top of the test file before any table, function or gateway',
      )
    }
    world.account.configure(wanted)
  }
  shared.options = next
  shared.configuredIn = shared.file
}

/**
 * Returns the default region's world, or undefined if nothing has used it. For the runners' hooks.
 */
export const peekDefaultWorld = (): RegionWorld | undefined => shared.world

/**
 * Empties the default region as if nothing had used it. It stays the same world, so handles and
 * clients that a test kept still mean it.
 */
export const emptyDefaultWorld = (): void => {
  const { world } = shared
  world?.account.restore(new RegionAccount(world.options).snapshot())
}

/**
 * Installs a runner's hooks in the running test file, and in each later file that uses the default
 * region. For modules that the runner evaluates once for several files.
 */
export function installHooksPerFile(install: (file: TestFile | undefined) => void): void {
  shared.installHooks = install
  enterFile(shared)
  installHooks(shared)
}
