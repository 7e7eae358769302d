/**
 * Stacks of errors that begin at the caller's line: frames of this library, of the SDK and of Node above it tell a test author nothing, and they
 * would use up the ten lines that V8 keeps.
 */

/** What a stack is captured with. V8's default of 10 would end inside this library. */
const DEPTH = 100

/** `    at file:///p/dist/core.mjs:1:2`, `    at Object.<anonymous> (/p/dist/core.cjs:1:2)`. */
const FRAME = /^\s+at /

/** The SDK's middleware, which is between a client's caller and the answer. */
const SDK = /[\\/]node_modules[\\/](?:@smithy|@aws-sdk|@aws)[\\/]/

/**
 * What others call on the way: Node's own code, and functions without a file (`Array.map`, `Promise.all`).
 */
const NATIVE = /\(?node:[\w/]+|\(<anonymous>\)$|^\s+at (?:async )?Promise\.\w+ \(index \d+\)$/

/**
 * The folder that holds this library's own code: dist/ when installed, src/ in its own tests. Read off a stack, so that it is spelled as in those
 * it is compared with, which differ between ES modules and CommonJS.
 */
function folderOf(stack = ''): string | undefined {
  // 'at file:///p/dist/core.mjs:1:2', 'at Object.<anonymous> (/p/dist/core.cjs:1:2)', 'at C:\\p\\dist\\core.cjs:1:2'
  const file = /^\s+at (?:.* \()?(?:file:\/\/)?(.+?):\d+:\d+\)?$/m.exec(stack)?.[1]
  return file?.replace(/([\\/]core)?[\\/][^\\/]*$/, (end) => end.charAt(0))
}

const ownFolder = folderOf(new Error('Where is this?').stack)

const isOwn = (line: string): boolean =>
  ownFolder !== undefined &&
  line.includes(ownFolder) &&
  !/\.(test|bench)\.[cm]?[jt]s/.test(line) &&
  // A package is installed below the folder of the one that it is tested in.
  !line.slice(line.indexOf(ownFolder) + ownFolder.length).includes('node_modules')

const framesOf = (stack: string): string[] => stack.split('\n').filter((line) => FRAME.test(line))

/** The frames from the caller on; undefined where there is no caller left, as behind a callback or a promise that nobody awaits. */
function callerFrames(stack: string): string[] | undefined {
  const frames = framesOf(stack)
  const start = frames.findIndex((line) => !isOwn(line) && !SDK.test(line) && !NATIVE.test(line))
  // Further down, this library runs the test in a fork.
  return start < 0 ? undefined : frames.slice(start).filter((line) => !isOwn(line))
}

/** Whether somebody outside is on the stack: neither this library nor the SDK, another package or Node. */
export const hasCaller = (stack = ''): boolean =>
  callerFrames(stack)?.some((line) => !line.includes('node_modules') && !NATIVE.test(line)) ?? false

/** Gives the error the frames of another one. */
export function takeFrames(error: Error, from: Error): void {
  const stack = [`${error.name}: ${error.message}`, ...framesOf(from.stack ?? '')].join('\n')
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
}

/**
 * Lets the error's stack begin where the library was called from. Captured now, and put into words when somebody reads it: most errors of AWS
 * become an answer, and nobody looks at their stack.
 */
export function beginStackAtCaller(error: Error): void {
  const limit: unknown = Error.stackTraceLimit
  // Switched off: V8 captures nothing.
  if (typeof limit !== 'number' || limit < 1 || !Object.isExtensible(error)) return
  Error.stackTraceLimit = Math.max(limit, DEPTH)
  const here = new Error()
  Error.stackTraceLimit = limit
  let stack: string | undefined
  const read = (): string => {
    const frames = callerFrames(here.stack ?? '') ?? framesOf(here.stack ?? '')
    return [`${error.name}: ${error.message}`, ...frames.slice(0, limit)].join('\n')
  }
  Object.defineProperty(error, 'stack', {
    configurable: true,
    enumerable: false,
    get: () => (stack ??= read()),
    set: (value: string) => void (stack = value),
  })
}
