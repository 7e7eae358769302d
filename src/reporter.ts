/**
 * `miniregion/reporter`: an index of the run, for Vitest, Jest and node:test: the slowest tests, the
 * reports of failed tests, calls that are not simulated, permissions that calls need, and the
 * coverage of routes, tables and all other definitions. All but the first come from the runner's
 * hook (`miniregion/vitest`, `miniregion/jest` or `miniregion/node-test`) in the tests.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { reporters: ['default', 'miniregion/reporter'] } })
 */
import path from 'node:path'
import { Transform } from 'node:stream'
import { checkNames, shownValue } from './core/checks.ts'
import { MisuseError } from './core/errors.ts'
import { REPORT_VARIABLE } from './core/reporting/run-report.ts'
import { rooms } from './testing/rooms.ts'
import type { RunTest } from './testing/run/run-index.ts'

/** Options of the reporter: `['miniregion/reporter', { report: 'miniregion-report' }]`. */
export interface ReporterOptions {
  /**
   * The directory, also for the reports of failed tests where `configure({ report })` names none.
   * Default: the environment variable `MINIREGION_REPORT`, else `miniregion-report`.
   */
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

/** What this reporter reads of node:test's events. */
export interface NodeTestEvent {
  readonly type: string
  readonly data: {
    readonly name: string
    /** How many tests and suites are around it. */
    readonly nesting: number
    readonly file?: string | undefined
    readonly skip?: string | boolean | undefined
    readonly todo?: string | boolean | undefined
    readonly details?: { readonly duration_ms: number; readonly type?: string | undefined }
  }
}

/**
 * The reporter. Runners create it. For node:test it is a stream of that runner's events:
 * `node --test --test-reporter=miniregion/reporter --test-reporter-destination=stdout`.
 */
export default class Reporter extends Transform {
  readonly #directory: string
  /** node:test: the names of the tests and suites around the one that runs. */
  readonly #names: string[] = []
  readonly #ofNode: RunTest[] = []

  /** Vitest passes the options; Jest passes its own configuration first; node:test nothing. */
  constructor(first?: unknown, second?: unknown) {
    super({ writableObjectMode: true })
    const isJest = typeof first === 'object' && first !== null && 'rootDir' in first
    const options = ((isJest ? second : first) ?? {}) as ReporterOptions
    checkNames(options, 'miniregion/reporter', ['report'])
    // node:test gives its reporters no options.
    const { report = process.env[REPORT_VARIABLE] || 'miniregion-report' } = options
    if (typeof report !== 'string' || report === '')
      throw new MisuseError(
        `miniregion/reporter received report: ${shownValue(report)}.`,
        "the name of a directory, such as 'miniregion-report'",
      )
    this.#directory = path.resolve(report)
    // Runners start the processes of tests later, with these variables.
    process.env[REPORT_VARIABLE] = this.#directory
    // No test has begun when runners create their reporters.
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
    this.#write(tests, "setupFiles: ['miniregion/vitest']")
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
    this.#write(tests, "setupFilesAfterEnv: ['miniregion/jest']")
  }

  /** node:test: each event. @internal */
  override _transform({ type, data }: NodeTestEvent, _: string, done: () => void): void {
    if (type === 'test:start') this.#names.splice(data.nesting, Infinity, data.name)
    else if (type === 'test:pass' || type === 'test:fail') this.#note(type, data)
    done()
  }

  /** node:test: after a run. @internal */
  override _flush(done: () => void): void {
    this.push(this.#print(this.#ofNode, "import 'miniregion/node-test'"))
    done()
  }

  #note(type: string, { name, nesting, file, skip, todo, details }: NodeTestEvent['data']): void {
    if (details?.type === 'suite') return
    const isSkipped = (skip ?? false) !== false || (todo ?? false) !== false
    this.#ofNode.push({
      // As `context.fullName` has it.
      name: [...this.#names.slice(0, nesting), name].join(' > '),
      file: file === undefined ? '' : this.#relative(file),
      state: isSkipped ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed',
      duration: details?.duration_ms ?? 0,
    })
  }

  #relative(file: string): string {
    return path.relative(process.cwd(), file)
  }

  #write(tests: readonly RunTest[], hook: string): void {
    process.stdout.write(this.#print(tests, hook))
  }

  /** `hook`: what gives the tests a hook. */
  #print(tests: readonly RunTest[], hook: string): string {
    const { file, hasData } = rooms.runIndex().writeRunIndex(this.#directory, tests, hook)
    const missing = hasData
      ? ''
      : `[miniregion] It lists no more than the slowest tests, because no test had a hook: ${hook}\n`
    return `[miniregion] Index of the run: ${this.#relative(file)}\n${missing}`
  }
}

function stateOf(state: string): RunTest['state'] {
  if (state === 'passed' || state === 'failed') return state
  return 'skipped'
}
