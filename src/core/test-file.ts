/**
 * The test file that runs, where a runner keeps several in one process and evaluates shared modules
 * once: Vitest with `isolate: false`, or in a context of vmThreads or vmForks. In other runners a
 * file has a process or a global object of its own.
 */

/** Vitest's task for one run of one file. */
export interface TestFile {
  /** Set once the file's top level has run. */
  readonly collectDuration?: number | undefined
}

/** The task that Vitest runs: a file while it loads, then its suites and tests. */
interface VitestTask {
  readonly type: string
  readonly file?: TestFile
}

// NOTE: Vitest shares this global with its own copies; it is not documented. `expect.getState()`
// tells the path to code that imports Vitest, but the path stays the same if watch mode runs a file
// again.
const KEY = '__vitest_worker__'
type Global = { [KEY]?: { readonly current?: VitestTask } }

const runningTask = (): VitestTask | undefined => (globalThis as Global)[KEY]?.current

/** The same object as long as one file runs. Undefined between files, and in other runners. */
export const currentTestFile = (): TestFile | undefined => runningTask()?.file

/** Whether a test runs, or one of its hooks. */
export const isTestRunning = (): boolean => runningTask()?.type === 'test'
