/**
 * Lambda: runs handlers of every kind in this process, with environment, log, time and context.
 * Simulates sync and async invocations, retries, destinations, versions, aliases, concurrency, and
 * event source mappings, which load with the first one (event-sources/).
 * Keeps function URLs, which the gateway room serves (src/gateway/function-url.ts).
 * State: `LambdaState` (definitions, warm environments); invocation records are in the journal.
 */
export { room } from './room.ts'
export type { LambdaState } from './state.ts'
export { functionUrls, type FunctionUrlOptions } from './handle/function-urls.ts'
export { functionInvoker } from './invoker.ts'
export { functionHandle } from './handle/function-handle.ts'
export { LambdaFunction } from './handle/function.ts'
export type { InvokeOptions } from './invoke-options.ts'
export {
  registerFunction,
  registerFunctionIn,
  type RegisterFunction,
  type Registered,
} from './handle/register-function.ts'
export type {
  DurableCallback,
  DurableExecutionRecord,
  DurableInvoke,
  DurableStep,
  DurableWait,
} from './durable/record.ts'
export type { Destination, FunctionOptions } from './options.ts'
export { childProcess, type ChildProcessOptions } from './definition/child-process.ts'
export type { HandlerLoader, LambdaHandler, StreamingHandler } from './definition/handlers.ts'
export type { FaultOptions as FunctionFaultOptions } from '../core/planned/faults.ts'
export type { DestinationRecord } from './invoking/destinations.ts'
export type { FunctionError } from './records/function-error.ts'
export {
  type InvocationRecord,
  type InvocationStatus,
  type InvocationType,
} from './records/invocation.ts'
export type { LambdaOptions } from './region-options.ts'
export type { LogEntry } from './records/logs.ts'
