/**
 * `miniregion/reporter`: an index of the run, for Vitest and Jest. With `configure({ report })` in a
 * setup file it lists the reports of failed tests, the slowest tests, calls that are not simulated,
 * and the coverage of routes, tables and all other definitions.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { reporters: ['default', 'miniregion/reporter'] } })
 */
import path from 'node:path'
import { checkNames, shownValue } from './core/checks.ts'
import { MisuseError } from './core/errors.ts'
import { rooms } from './testing/rooms.ts'
import type { RunTest } from './testing/run/run-index.ts'

/** Options of the reporter: `['miniregion/reporter', { report: 'miniregion-report' }]`. */
export interface ReporterOptions {
  /** The directory of `configure({ report })`. Default `miniregion-report`. */
  readonly report?: string
}

/** What this reporter reads of Vitest's modules (Vitest 3 and later). */
export interface VitestModule {
  readonly moduleId: string
  readonly children: { allTests(): Iterable<VitestCase> }
}

/** What this reporter reads of Vitest's tests. */
export interface VitestCase {
  readonly fullName: string
  result(): { readonly state: string }
  diagnostic(): { readonly duration: number } | undefined
}

/** What this reporter reads of Jest's results. */
export interface JestResults {
  readonly testResults: readonly {
    readonly testFilePath: string
    readonly testResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly duration?: number | null | undefined
    }[]
  }[]
}

/** The reporter. Runners create it. */
export default class Reporter {
  readonly #directory: string

  /** Vitest passes the options; Jest passes its own configuration first. */
  constructor(first?: unknown, second?: unknown) {
    const isJest = typeof first === 'object' && first !== null && 'rootDir' in first
    const options = ((isJest ? second : first) ?? {}) as ReporterOptions
    checkNames(options, 'miniregion/reporter', ['report'])
    const { report = 'miniregion-report' } = options
    if (typeof report !== 'string' || report === '')
      throw new MisuseError(
        `miniregion/reporter received report: ${shownValue(report)}.`,
        "the name of a directory, such as 'miniregion-report'",
      )
    this.#directory = path.resolve(report)
  }

  /** Vitest: before a run. */
  onInit(): void {
    rooms.runIndex().clearTestData(this.#directory)
  }

  /** Vitest: after a run. */
  onTestRunEnd(modules: readonly VitestModule[]): void {
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test): RunTest => ({
        name: test.fullName,
        file: this.#relative(module.moduleId),
        state: stateOf(test.result().state),
        duration: test.diagnostic()?.duration ?? 0,
      })),
    )
    this.#write(tests)
  }

  /** Jest: before a run. */
  onRunStart(): void {
    this.onInit()
  }

  /** Jest: after a run. */
  onRunComplete(_contexts: unknown, { testResults }: JestResults): void {
    const tests = testResults.flatMap((file) =>
      file.testResults.map(({ fullName, status, duration }): RunTest => ({
        name: fullName,
        file: this.#relative(file.testFilePath),
        state: stateOf(status),
        duration: duration ?? 0,
      })),
    )
    this.#write(tests)
  }

  #relative(file: string): string {
    return path.relative(process.cwd(), file)
  }

  #write(tests: readonly RunTest[]): void {
    const file = rooms.runIndex().writeRunIndex(this.#directory, tests)
    process.stdout.write(`[miniregion] Index of the run: ${this.#relative(file)}\n`)
  }
}

function stateOf(state: string): RunTest['state'] {
  if (state === 'passed' || state === 'failed') return state
  return 'skipped'
}
