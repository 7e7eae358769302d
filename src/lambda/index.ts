/**
 * Lambda: handlers of every kind run in this process, with their own environment variables, log, time and context; synchronous and asynchronous
 * invocations with retries and destinations; versions, aliases, reserved concurrency; Invoke through the real client.
 * Not here: function URLs, event source mappings, destinations that are queues or topics, the control plane beyond reading.
 * State lives in `LambdaState` (definitions, warm environments) and in the journal (invocation records).
 */
export { lambda } from './service.ts'
export type { LambdaState } from './state.ts'
export { functionInvoker } from './invoker.ts'
export { provideFreshModules } from './runtime/cold-start.ts'
export { functionHandle, LambdaFunction, type InvokeOptions } from './function.ts'
export {
  registerFunction,
  registerFunctionIn,
  type RegisterFunction,
  type Registered,
} from './register-function.ts'
export type { Destination, FunctionOptions } from './options.ts'
export type { HandlerLoader, LambdaHandler, StreamingHandler } from './definition/handlers.ts'
export type { FaultOptions as FunctionFaultOptions } from '../core/faults.ts'
export type { DestinationRecord } from './invoking/destinations.ts'
export type { FunctionError } from './records/function-error.ts'
export { type InvocationRecord, type InvocationStatus, type InvocationType } from './records/invocation.ts'
export type { LambdaOptions } from './region-options.ts'
export type { LogEntry } from './records/logs.ts'
export { awslambda, provideAwsLambda } from './runtime/response-stream.ts'
