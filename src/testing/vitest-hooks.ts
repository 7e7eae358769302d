/**
 * Installs the default region's hooks for Vitest in each test file. With `isolate: false`, a module
 * is evaluated once for all files that import it, so `import 'miniregion/vitest'` in a test file
 * runs only for the first of them. In the others, the first use of the default region installs the
 * hooks: mostly a table or function at the file's top level, otherwise a call in a test.
 */
import { areHooksParallel, isTestRunning, type TestFile } from '../core/caller/test-file.ts'
import { installHooksPerFile } from '../region/index.ts'
import type { TestFacts } from './run/end-of-test.ts'
import { createTestSession, type TestSession } from './session.ts'

/** The members of a test that hooks read. */
interface VitestTest {
  readonly name?: string
  readonly file?: { readonly filepath?: string }
  readonly suite?: VitestSuite | undefined
  readonly result?:
    { readonly state?: string; readonly errors?: readonly unknown[] | undefined } | undefined
}

/** A suite within a file. The file itself has no name for its tests. */
interface VitestSuite {
  readonly name?: string
  readonly suite?: VitestSuite | undefined
}

type VitestHook = (context: { readonly task: VitestTest }) => void | Promise<void>

/** Vitest's lists of a suite's hooks. A file is a suite. */
export interface VitestSuiteHooks {
  beforeEach: VitestHook[]
  afterEach: VitestHook[]
}

/** The exports of Vitest that this file uses. */
export interface VitestHooks {
  beforeEach(hook: VitestHook): void
  afterEach(hook: VitestHook): void
  onTestFinished(hook: VitestHook): void
  /**
   * Returns the hooks of a loaded file, or undefined if this version of Vitest gives no access to
   * them.
   */
  hooksOf(file: TestFile): VitestSuiteHooks | undefined
}

export const installVitestHooks = (vitest: VitestHooks): void =>
  installHooksPerFile((file) => installIn(vitest, file))

function installIn(vitest: VitestHooks, file: TestFile | undefined): void {
  const session = createTestSession()
  const begun = new WeakSet<VitestTest>()
  const begin: VitestHook = ({ task }) => {
    begun.add(task)
    session.begin()
    if (!areHooksParallel()) return session.watch()
  }
  // A test that already ran when the hooks were installed has no beginning.
  const end: VitestHook = ({ task }) => {
    if (begun.delete(task)) endIn(session, task)
  }
  // While the file loads, Vitest's own functions register hooks.
  if (!file || file.collectDuration === undefined) {
    vitest.beforeEach(begin)
    vitest.afterEach(end)
    return
  }
  const hooks = vitest.hooksOf(file)
  if (hooks) {
    // New lists, because Vitest may be iterating over the old ones. It runs `afterEach` backwards.
    hooks.beforeEach = [begin, ...hooks.beforeEach]
    hooks.afterEach = [end, ...hooks.afterEach]
  }
  if (!isTestRunning()) return
  vitest.onTestFinished(({ task }) => endIn(session, task))
  session.begin()
}

const endIn = (session: TestSession, task: VitestTest): void =>
  session.end(task.result?.state === 'fail', task.result?.errors, factsOf(task))

function factsOf({ name = 'a test', suite, file }: VitestTest): TestFacts {
  const names = [name]
  for (let at = suite; at?.name; at = at.suite) names.unshift(at.name)
  return { name: names.join(' > '), file: file?.filepath }
}
