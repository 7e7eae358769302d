/* oxlint-disable typescript/no-explicit-any -- as in Lambda's own types, events and results default to any */
/** The kinds of handler that Lambda's Node runtime runs, and how this library tells them apart. */
import type { Callback, Context, StreamifyHandler } from 'aws-lambda'

/** A Lambda handler: async, or with a callback. The handler types of `@types/aws-lambda` fit. */
export type LambdaHandler<Event = any, Result = any> = (
  event: Event,
  context: Context,
  callback: Callback<Result>,
) => Promise<Result> | void

/** A handler that was passed to `awslambda.streamifyResponse`. */
export type StreamingHandler<Event = any, Result = any> = StreamifyHandler<Event, Result>

/**
 * A function that loads a handler's module: `() => import('../orders.js')`. Loading is the cold
 * start.
 */
export type HandlerLoader = () => object

export type AnyHandler = (...args: any[]) => unknown

/** The handler of a function whose package no test gave a handler. It is never called. */
export const missingHandler: AnyHandler = () => undefined

// AWS: aws-lambda-nodejs-runtime-interface-client src/UserFunction.js
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming')
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')

export const isStreaming = (handler: AnyHandler): boolean =>
  Reflect.get(handler, STREAMING) === 'response'

/**
 * Whether a handler may answer by its callback. One with three parameters may, even if it is async.
 */
export const mayUseCallback = (handler: AnyHandler, returnsPromise = false): boolean =>
  handler.length >= 3 ||
  !(returnsPromise || Object.prototype.toString.call(handler) === '[object AsyncFunction]')

export function highWaterMarkOf(handler: AnyHandler): number | undefined {
  const mark = Number(Reflect.get(handler, HIGH_WATER_MARK))
  return Number.isInteger(mark) && mark > 0 ? mark : undefined
}

/** Implements `awslambda.streamifyResponse`: marks a handler as streaming, as the runtime does. */
export function streamifyResponse<Handler extends AnyHandler>(
  handler: Handler,
  options?: { readonly highWaterMark?: number },
): Handler {
  const { highWaterMark } = options ?? {}
  return Object.assign(handler, {
    [STREAMING]: 'response',
    ...(highWaterMark !== undefined && { [HIGH_WATER_MARK]: highWaterMark }),
  })
}

export type HandlerModule = Readonly<Record<string, unknown>>

/**
 * Whether a value is the result of a loader: a module namespace, also a transpiled one, or an
 * object with a `handler`.
 */
export function isHandlerModule(value: unknown): value is HandlerModule {
  if (typeof value !== 'object' || value === null) return false
  try {
    return (
      Reflect.get(value, Symbol.toStringTag) === 'Module' ||
      Reflect.get(value, '__esModule') === true ||
      typeof Reflect.get(value, 'handler') === 'function'
    )
  } catch {
    // A result whose getters or proxy traps throw. JSON.stringify reports it.
    return false
  }
}

// '() => import("../a.js")', '() => __vi_import__("./a.js")', '() => Promise.resolve().then(() => _wildcard(require("../a")))'
const LOADER_SOURCE = /^(?:async\s*)?\(\s*\)\s*=>\s*(?!\s*\{)[^]*(?:import|require)/

/**
 * Whether a handler looks like a loader before its first call. This only decides whether its first
 * cold start waits for others: the result of the call shows which it is.
 */
export const looksLikeLoader = (handler: AnyHandler): boolean =>
  handler.length === 0 && LOADER_SOURCE.test(Function.prototype.toString.call(handler))
