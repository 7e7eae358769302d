/**
 * Confines the end of a function's process to its invocation: `process.exit`, unhandled rejections
 * and uncaught exceptions inside a function do not reach the test run.
 */
import { currentSandbox } from './sandbox.ts'
import { likeOriginal, propertyPatch, type Patch } from './patch.ts'

/**
 * Unwinds the stack after `process.exit()` in a handler. Its environment is gone by then, so nobody
 * sees the error.
 */
class ExitSignal extends Error {
  override readonly name = 'ExitSignal'
}

const toExitCode = (code: unknown): number => {
  const number = Number(code ?? process.exitCode ?? 0)
  return Number.isInteger(number) ? number & 0xff : 1
}

const exitPatch = propertyPatch(
  () => process,
  'exit',
  (original) =>
    likeOriginal(original, function (this: unknown, code?: unknown) {
      const sandbox = currentSandbox()
      if (!sandbox) return original.call(this, code) as never
      sandbox.crash({ type: 'exit', code: toExitCode(code) })
      throw new ExitSignal('process.exit() was called in a Lambda handler')
    }),
)

const CRASHES = new Set<unknown>(['unhandledRejection', 'uncaughtException'])

// Node emits these events in the async context of the failed code, so the scope names its
// environment.
const emitPatch = propertyPatch(
  () => process,
  'emit',
  (original) =>
    likeOriginal(original, function (this: unknown, ...args: unknown[]) {
      const [event, error] = args
      const sandbox = CRASHES.has(event) ? currentSandbox() : undefined
      if (!sandbox?.current) return original.apply(this, args) as unknown
      if (!(error instanceof ExitSignal)) {
        sandbox.crash({ type: event as 'unhandledRejection' | 'uncaughtException', error })
      }
      return true
    }),
)

export const processPatches: readonly Patch[] = [exitPatch, emitPatch]
