/** Durable executions as data: `fn.executions`. */
import type { DurableExecution, ExecutionStatus } from './durable-execution.ts'
import type { ErrorObject } from './error-object.ts'
import type { Operation, OperationStatus } from './operation.ts'

/** One step of a durable execution. */
export interface DurableStep {
  /** The name that the handler gave it. */
  readonly name: string | undefined
  readonly status: OperationStatus
  /** Finished attempts. */
  readonly attempts: number
  /** What the step returned, parsed from JSON. */
  readonly result: unknown
  readonly error: ErrorObject | undefined
}

/** A wait of a durable execution. */
export interface DurableWait {
  readonly name: string | undefined
  readonly status: OperationStatus
  readonly seconds: number
}

/** A callback of a durable execution. */
export interface DurableCallback {
  readonly name: string | undefined
  readonly status: OperationStatus
  /** For `SendDurableExecutionCallbackSuccess` and its siblings. */
  readonly id: string
  readonly result: unknown
  readonly error: ErrorObject | undefined
}

/** A function that a durable execution invoked. */
export interface DurableInvoke {
  readonly name: string | undefined
  readonly status: OperationStatus
  readonly functionName: string
  readonly result: unknown
  readonly error: ErrorObject | undefined
}

/** A durable execution, as it was when `fn.executions` was read. */
export interface DurableExecutionRecord {
  readonly arn: string
  /** The name of the request, or one that Lambda made. */
  readonly name: string
  readonly status: ExecutionStatus
  readonly version: string
  readonly input: unknown
  /** What the handler returned, parsed from JSON; undefined unless it succeeded. */
  readonly result: unknown
  readonly error: ErrorObject | undefined
  /** Number of invocations. */
  readonly attempts: number
  readonly steps: readonly DurableStep[]
  readonly waits: readonly DurableWait[]
  readonly callbacks: readonly DurableCallback[]
  readonly invokes: readonly DurableInvoke[]
  /** Milliseconds since 1970, by the region's clock. */
  readonly startedAt: number
  readonly endedAt: number | undefined
}

export const toRecords = (executions: readonly DurableExecution[]): DurableExecutionRecord[] =>
  executions.map(toRecord)

function toRecord(execution: DurableExecution): DurableExecutionRecord {
  const { by, status, result, error, invocations, startedAt, endedAt } = execution
  const of = (type: Operation['type']): Operation[] =>
    execution.allOperations.filter((operation) => operation.type === type)
  return {
    arn: by.arn,
    name: by.name,
    status,
    version: by.version,
    input: parse(by.input),
    result: parse(result),
    error,
    attempts: invocations,
    steps: of('STEP').map((step) => ({ ...outcome(step), attempts: step.attempt ?? 0 })),
    waits: of('WAIT').map((wait) => ({
      name: wait.name,
      status: wait.status,
      seconds: wait.seconds ?? 0,
    })),
    callbacks: of('CALLBACK').map((callback) => ({
      ...outcome(callback),
      id: callback.callbackId ?? '',
    })),
    invokes: of('CHAINED_INVOKE').map((invoke) => ({
      ...outcome(invoke),
      functionName: invoke.functionName ?? '',
    })),
    startedAt,
    endedAt,
  }
}

const outcome = ({ name, status, result, error }: Operation) => ({
  name,
  status,
  result: parse(result),
  error,
})

/** Results are JSON, unless the handler has a serializer of its own. */
function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    // JSON.parse throws for text of another format, which is shown as it is.
    return text
  }
}
