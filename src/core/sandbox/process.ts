/**
 * Confines what a function does to its process: `process.exit()` and the like end its execution
 * environment instead of the test run, and `process.chdir()` is undone.
 */
import { noteDirectory } from './host-guard.ts'
import { likeOriginal, propertyPatch, type AnyFunction, type Patch } from './patch.ts'
import { currentSandbox, type Crash } from './sandbox.ts'

/** Ends the environment, then unwinds the stack. Its errors count for nothing from then on. */
function end(crash: Crash): never {
  currentSandbox()?.crash(crash)
  throw new Error('The process of a Lambda function has ended.')
}

const toExitCode = (code: unknown): number => {
  const number = Number(code ?? process.exitCode ?? 0)
  return Number.isInteger(number) ? number & 0xff : 1
}

/** Replaces a method of `process` inside functions. */
const methodPatch = (
  name: string,
  inside: (original: AnyFunction, args: readonly unknown[]) => unknown,
): Patch =>
  propertyPatch(
    () => process,
    name,
    (original) =>
      likeOriginal(original, function (this: unknown, ...args: unknown[]) {
        return currentSandbox() ? inside(original, args) : Reflect.apply(original, this, args)
      }),
  )

const exit = (_: AnyFunction, [code]: readonly unknown[]): never =>
  end({ type: 'exit', code: toExitCode(code) })

// The signals that end a process, with the names in Lambda's message.
const SIGNALS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['SIGABRT', 'aborted'],
  ['SIGHUP', 'hangup'],
  ['SIGINT', 'interrupt'],
  ['SIGKILL', 'killed'],
  ['SIGQUIT', 'quit'],
  ['SIGTERM', 'terminated'],
  [1, 'hangup'],
  [2, 'interrupt'],
  [3, 'quit'],
  [6, 'aborted'],
  [9, 'killed'],
  [15, 'terminated'],
])

function kill(original: AnyFunction, args: readonly unknown[]): unknown {
  const [pid, signal = 'SIGTERM'] = args
  const name = SIGNALS.get(signal)
  if ((pid !== process.pid && pid !== 0) || name === undefined) {
    return Reflect.apply(original, process, args)
  }
  const isCaught = signal !== 'SIGKILL' && currentSandbox()?.processEvents?.emit(String(signal))
  return isCaught || end({ type: 'signal', signal: name })
}

function changeDirectory(original: AnyFunction, args: readonly unknown[]): unknown {
  noteDirectory()
  return Reflect.apply(original, process, args)
}

/** The ways to end the process. */
export const exitPatches: readonly Patch[] = [
  methodPatch('exit', exit),
  methodPatch('reallyExit', exit),
  methodPatch('abort', () => end({ type: 'signal', signal: 'aborted' })),
  methodPatch('kill', kill),
]

export const directoryPatch: Patch = methodPatch('chdir', changeDirectory)
