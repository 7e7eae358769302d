/** A function's process dies alone: `process.exit`, unhandled rejections and uncaught exceptions inside one end its invocation, not the test run. */
import { currentSandbox } from './sandbox.ts'
import { likeOriginal, propertyPatch, type Patch } from './patch.ts'

/** Thrown to unwind the stack after `process.exit()` in a handler; its environment is gone by then, so nobody sees it. */
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

// Node runs these events in the async context of what failed, so the scope tells whose it is.
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
