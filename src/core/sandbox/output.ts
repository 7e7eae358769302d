/**
 * Redirects a function's writes to stdout and stderr to its log. The patches replace `write` of all
 * streams in use: Vitest's console has streams of its own, and loggers write to `process.stdout` or
 * `console._stdout`.
 */
import { hostConsole } from './console.ts'
import { likeOriginal, propertyPatch, type Patch } from './patch.ts'
import { currentSandbox } from './sandbox.ts'

const toText = (chunk: unknown): string =>
  chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : String(chunk)

/**
 * The SDK writes this warning with its first client. It concerns the host's Node, not the
 * function's runtime, so it goes to the host's stream and not into the function's log.
 */
const HOST_WARNING = /^\(node:\d+\) (Warning: )?NodeVersionSupportWarning/

const writePatch = (stream: () => object | undefined): Patch =>
  propertyPatch(stream, 'write', (original) =>
    likeOriginal(original, function (this: unknown, ...args: unknown[]) {
      const sandbox = currentSandbox()
      const text = sandbox ? toText(args[0]) : ''
      if (!sandbox || HOST_WARNING.test(text)) return Reflect.apply(original, this, args) as boolean
      if (!sandbox.isMuted) sandbox.write(text)
      const done = args.find((arg) => typeof arg === 'function')
      if (done) process.nextTick(done)
      return true
    }),
  )

const consoleStream = (name: '_stdout' | '_stderr') => (): object | undefined =>
  Reflect.get(hostConsole(), name) as object | undefined

export const outputPatches: readonly Patch[] = [
  writePatch(() => process.stdout),
  writePatch(() => process.stderr),
  writePatch(consoleStream('_stdout')),
  writePatch(consoleStream('_stderr')),
]
