/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an event or result may be anything, as in Lambda's own types */
import type { Callback, Context, StreamifyHandler } from 'aws-lambda'

/** An ordinary Lambda handler: async, or calling back. The types of `@types/aws-lambda` fit. */
export type LambdaHandler<Event = any, Result = any> = (
  event: Event,
  context: Context,
  callback: Callback<Result>,
) => Promise<Result> | void

/** A handler that was given to `awslambda.streamifyResponse`. */
export type StreamingHandler<Event = any, Result = any> = StreamifyHandler<Event, Result>

/** `() => import('../orders.js')`: loading the module is the cold start. */
export type HandlerLoader = () => object

export type AnyHandler = (...args: any[]) => unknown

// AWS: aws-lambda-nodejs-runtime-interface-client src/UserFunction.js
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming')
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')

interface StreamingMarks {
  [STREAMING]?: unknown
  [HIGH_WATER_MARK]?: unknown
}

export const isStreaming = (handler: AnyHandler): boolean =>
  (handler as StreamingMarks)[STREAMING] === 'response'

export function highWaterMarkOf(handler: AnyHandler): number | undefined {
  const mark = Number((handler as StreamingMarks)[HIGH_WATER_MARK])
  return Number.isInteger(mark) && mark > 0 ? mark : undefined
}

/** `awslambda.streamifyResponse`. */
export function streamifyResponse<Handler extends AnyHandler>(
  handler: Handler,
  options?: { readonly highWaterMark?: number },
): Handler {
  const marked = handler as Handler & StreamingMarks
  marked[STREAMING] = 'response'
  if (options?.highWaterMark !== undefined) marked[HIGH_WATER_MARK] = options.highWaterMark
  return handler
}

export type HandlerModule = Readonly<Record<string, unknown>>

/** What a loader returns: a module namespace, transpiled or not, or an object that exports `handler`. */
export const isHandlerModule = (value: unknown): value is HandlerModule =>
  typeof value === 'object' &&
  value !== null &&
  ((value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'Module' ||
    (value as { __esModule?: unknown }).__esModule === true ||
    typeof (value as { handler?: unknown }).handler === 'function')

// '() => import("../a.js")', '() => __vi_import__("./a.js")', '() => Promise.resolve().then(() => _wildcard(require("../a")))'
const LOADER_SOURCE = /^(?:async\s*)?\(\s*\)\s*=>\s*(?!\s*\{)[^]*(?:import|require)/

/**
 * Whether a handler looks like a loader before it was ever called. Only decides whether its first cold start waits for others; what it is, its
 * result tells.
 */
export const looksLikeLoader = (handler: AnyHandler): boolean =>
  handler.length === 0 && LOADER_SOURCE.test(Function.prototype.toString.call(handler))
