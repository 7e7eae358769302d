/**
 * Redirects a function's output to its log. The patches replace the methods of `console`, so
 * references to the object keep working, and `write` of the streams below it: Vitest's console has
 * streams of its own, and loggers write to `process.stdout` or `console._stdout`.
 */
import { format } from 'node:util'
import { currentSandbox, type LogLevel } from './sandbox.ts'
import { likeOriginal, propertyPatch, type Patch } from './patch.ts'

// AWS: aws-lambda-nodejs-runtime-interface-client src/LogPatch.js: console.log is INFO.
const LEVELS: Readonly<Record<string, LogLevel>> = {
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  debug: 'DEBUG',
  trace: 'TRACE',
}

type Write = (chunk: unknown, encoding?: unknown, callback?: unknown) => boolean

/**
 * Whether a method is a mock of Vitest, Jest or node:test. Such a spy sees the function's calls as
 * well.
 */
const isMock = (method: object): boolean =>
  '_isMockFunction' in method || typeof (method as { mock?: unknown }).mock === 'object'

const consolePatch = (method: string, level: LogLevel): Patch =>
  propertyPatch(
    () => console,
    method,
    (original) =>
      likeOriginal(original, function (this: unknown, ...args: unknown[]) {
        const sandbox = currentSandbox()
        if (!sandbox) return original.apply(this, args) as unknown
        sandbox.log(level, format(...args))
        return isMock(original) ? (original.apply(this, args) as unknown) : undefined
      }),
  )

function toText(chunk: unknown): string {
  return typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8')
}

/**
 * The SDK writes this warning with its first client. It concerns the host's Node, not the
 * function's runtime, so it goes to the host's stream and not into the function's log.
 */
const HOST_WARNING = /^\(node:\d+\) (Warning: )?NodeVersionSupportWarning/

const writePatch = (stream: () => object | undefined): Patch =>
  propertyPatch(stream, 'write', (original) =>
    likeOriginal(original, function (this: unknown, ...args: Parameters<Write>) {
      const sandbox = currentSandbox()
      const text = sandbox ? toText(args[0]) : ''
      if (!sandbox || HOST_WARNING.test(text)) {
        return original.apply(this, args as unknown[]) as boolean
      }
      sandbox.write(text)
      const done = typeof args[1] === 'function' ? args[1] : args[2]
      if (typeof done === 'function') process.nextTick(done)
      return true
    }),
  )

type ConsoleStreams = { readonly _stdout?: object; readonly _stderr?: object }

export const outputPatches: readonly Patch[] = [
  ...Object.entries(LEVELS).map(([method, level]) => consolePatch(method, level)),
  writePatch(() => process.stdout),
  writePatch(() => process.stderr),
  writePatch(() => (console as ConsoleStreams)._stdout),
  writePatch(() => (console as ConsoleStreams)._stderr),
]
