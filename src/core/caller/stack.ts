/**
 * Lets the stacks of errors begin at the caller's line. Frames of this library, of the SDK and of
 * Node above it mean nothing to a test author, and would use up the ten lines that V8 keeps.
 */

/** The depth of a captured stack. V8's default of 10 would end inside this library. */
const DEPTH = 100

/** `    at file:///p/dist/core.mjs:1:2`, `    at Object.<anonymous> (/p/dist/core.cjs:1:2)`. */
const FRAME = /^\s+at /

/** The SDK's middleware, between a client's caller and the answer. */
const SDK = /[\\/]node_modules[\\/](?:@smithy|@aws-sdk|@aws)[\\/]/

/**
 * Frames in between: Node's own code, and functions without a file (`Array.map`, `Promise.all`).
 */
const NATIVE = /\(?node:[\w/]+|\(<anonymous>\)$|^\s+at (?:async )?Promise\.\w+ \(index \d+\)$/

/**
 * The folder of this library's own code: dist/ when installed, src/ in its own tests. Read from a
 * stack, because paths in stacks differ between ES modules and CommonJS.
 */
function folderOf(stack = ''): string | undefined {
  // 'at file:///p/dist/core.mjs:1:2', 'at Object.<anonymous> (/p/dist/core.cjs:1:2)', 'at
  // C:\\p\\dist\\core.cjs:1:2'
  const file = /^\s+at (?:.* \()?(?:file:\/\/)?(.+?):\d+:\d+\)?$/m.exec(stack)?.[1]
  return file?.replace(/([\\/]core[\\/]caller)?[\\/][^\\/]*$/, (end) => end.charAt(0))
}

// NOTE: its stack is formatted at the first read, not here. Jest looks for a source map of each file
// in it, which is a quarter of what loading this package costs there.
const here = new Error('Where is this?')

/** Returns the test for frames of this library. */
function ownFrames(): (line: string) => boolean {
  const folder = folderOf(here.stack)
  return (line) =>
    folder !== undefined &&
    line.includes(folder) &&
    !/\.(test|bench)\.[cm]?[jt]s/.test(line) &&
    // A package is installed below the folder of the project that tests it.
    !line.slice(line.indexOf(folder) + folder.length).includes('node_modules')
}

const framesOf = (stack: string): string[] => stack.split('\n').filter((line) => FRAME.test(line))

/**
 * Returns the frames from the caller on. Undefined if no caller is left, as behind a callback or a
 * promise that nobody awaits.
 */
function callerFrames(stack: string): string[] | undefined {
  const frames = framesOf(stack)
  const isOwn = ownFrames()
  const start = frames.findIndex((line) => !isOwn(line) && !SDK.test(line) && !NATIVE.test(line))
  // Further down, this library runs the test in a fork.
  return start < 0 ? undefined : frames.slice(start).filter((line) => !isOwn(line))
}

/**
 * Whether a caller is on the stack: code outside this library, the SDK, other packages and Node.
 */
export const hasCaller = (stack = ''): boolean =>
  callerFrames(stack)?.some((line) => !line.includes('node_modules') && !NATIVE.test(line)) ?? false

/** Gives an error the frames of another one. */
export function takeFrames(error: Error, from: Error): void {
  const stack = [`${error.name}: ${error.message}`, ...framesOf(from.stack ?? '')].join('\n')
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
}

/**
 * Lets the error's stack begin at the library's caller. Captures it now and formats it at the first
 * read, because most errors of AWS become an answer and nobody reads their stack.
 */
export function beginStackAtCaller(error: Error): void {
  const limit: unknown = Error.stackTraceLimit
  // Stack traces are disabled, so V8 captures nothing.
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
