/**
 * The running test file, for runners that keep several files in one process and evaluate shared
 * modules once: Vitest with `isolate: false`, or in a context of vmThreads or vmForks. In other
 * runners a file has a separate process or global object.
 */

/** Vitest's task for one run of one file. */
export interface TestFile {
  /** Set once the file's top level has run. */
  readonly collectDuration?: number | undefined
  readonly filepath?: string
}

/** The task that Vitest runs: a file while it loads, later its suites and tests. */
interface VitestTask {
  readonly type: string
  readonly file?: TestFile
}

// NOTE: an undocumented global that Vitest shares with its own copies. `expect.getState()` gives
// the path to code that imports Vitest, but the path stays the same if watch mode runs a file
// again.
const KEY = '__vitest_worker__'
interface VitestWorker {
  readonly current?: VitestTask
  readonly config?: {
    readonly sequence?: { readonly hooks?: string }
    readonly setupFiles?: readonly string[]
  }
}
type Global = { [KEY]?: VitestWorker }

const runningTask = (): VitestTask | undefined => (globalThis as Global)[KEY]?.current

/** The same object while one file runs. Undefined between files, and in other runners. */
export const currentTestFile = (): TestFile | undefined => runningTask()?.file

/**
 * Whether the running test file is on the stack, or a setup file, which runs anew for each of them.
 * Modules that several files share are evaluated once, with neither below them.
 */
export function isCalledByTestFile(): boolean {
  const worker = (globalThis as Global)[KEY]
  const file = worker?.current?.file
  if (!file) return false
  const own = [file.filepath, ...(worker.config?.setupFiles ?? [])]
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 100
  const frames = new Error().stack?.split('\n') ?? []
  Error.stackTraceLimit = limit
  // An `async` frame waits, for instance for the import of a shared module.
  return frames.some(
    (frame) =>
      !/^\s+at async /.test(frame) &&
      own.some((path) => path !== undefined && frame.includes(`${path}:`)),
  )
}

/** Whether a test or one of its hooks runs. */
export const isTestRunning = (): boolean => runningTask()?.type === 'test'

/** Whether Vitest runs all hooks of a kind at once (`sequence: { hooks: 'parallel' }`). */
export const areHooksParallel = (): boolean =>
  (globalThis as Global)[KEY]?.config?.sequence?.hooks === 'parallel'
