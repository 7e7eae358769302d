/** The operations of a durable execution: its steps, waits, callbacks, contexts and invocations. */
// AWS: https://docs.aws.amazon.com/lambda/latest/api/API_Operation.html
import type { ErrorObject } from './error-object.ts'

export type OperationType =
  'EXECUTION' | 'CONTEXT' | 'STEP' | 'WAIT' | 'CALLBACK' | 'CHAINED_INVOKE'

export type OperationStatus =
  'STARTED' | 'PENDING' | 'READY' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'TIMED_OUT' | 'STOPPED'

export type OperationAction = 'START' | 'SUCCEED' | 'FAIL' | 'RETRY' | 'CANCEL'

/** A member of `Updates` of CheckpointDurableExecution. */
export interface OperationUpdate {
  readonly Id: string
  readonly ParentId?: string
  readonly Name?: string
  readonly Type: OperationType
  readonly SubType?: string
  readonly Action: OperationAction
  readonly Payload?: string
  readonly Error?: ErrorObject
  readonly ContextOptions?: { readonly ReplayChildren?: boolean }
  readonly StepOptions?: { readonly NextAttemptDelaySeconds?: number }
  readonly WaitOptions?: { readonly WaitSeconds?: number }
  readonly CallbackOptions?: {
    readonly TimeoutSeconds?: number
    readonly HeartbeatTimeoutSeconds?: number
  }
  readonly ChainedInvokeOptions?: { readonly FunctionName: string; readonly TenantId?: string }
}

/** An operation. It is immutable: a checkpoint that is refused has changed nothing. */
export interface Operation {
  readonly id: string
  readonly parentId: string | undefined
  readonly name: string | undefined
  readonly type: OperationType
  readonly subType: string | undefined
  readonly status: OperationStatus
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly endedAt: number | undefined
  /** The input of the execution, or of an invoked function. */
  readonly input?: string | undefined
  readonly result?: string | undefined
  readonly error?: ErrorObject | undefined
  readonly replayChildren?: boolean | undefined
  /** Finished attempts of a step. */
  readonly attempt?: number
  /** When a wait ends, or a step's next attempt is due. */
  readonly dueAt?: number | undefined
  readonly seconds?: number
  readonly callbackId?: string
  readonly timeoutSeconds?: number | undefined
  readonly heartbeatSeconds?: number | undefined
  readonly functionName?: string
  readonly tenantId?: string | undefined
}

export const isClosed = ({ status }: Operation): boolean =>
  status !== 'STARTED' && status !== 'PENDING' && status !== 'READY'

/** Whether the execution may suspend until something happens to the operation. */
// AWS: Lambda Durable Functions Language SDK Specification 1.2, "Pending Continuation".
export const isPending = ({ type, status }: Operation): boolean =>
  type === 'STEP'
    ? status === 'PENDING' || status === 'READY'
    : status === 'STARTED' && type !== 'EXECUTION' && type !== 'CONTEXT'

type Timestamp = (milliseconds: number) => unknown

/**
 * Returns an operation as Lambda shows it. Answers contain dates; the event of an invocation
 * contains milliseconds since 1970.
 */
export function toWire(operation: Operation, timestamp: Timestamp): Record<string, unknown> {
  const { id, parentId, name, type, subType, startedAt, endedAt, status } = operation
  return {
    Id: id,
    ...(parentId !== undefined && { ParentId: parentId }),
    ...(name !== undefined && { Name: name }),
    Type: type,
    ...(subType !== undefined && { SubType: subType }),
    StartTimestamp: timestamp(startedAt),
    ...(endedAt !== undefined && { EndTimestamp: timestamp(endedAt) }),
    Status: status,
    [DETAILS[type]]: detailsOf(operation, timestamp),
  }
}

const DETAILS: Readonly<Record<OperationType, string>> = {
  EXECUTION: 'ExecutionDetails',
  CONTEXT: 'ContextDetails',
  STEP: 'StepDetails',
  WAIT: 'WaitDetails',
  CALLBACK: 'CallbackDetails',
  CHAINED_INVOKE: 'ChainedInvokeDetails',
}

function detailsOf(operation: Operation, timestamp: Timestamp): Record<string, unknown> {
  const { type, input, result, error, attempt, dueAt, callbackId, replayChildren } = operation
  if (type === 'EXECUTION') return { ...(input !== undefined && { InputPayload: input }) }
  if (type === 'WAIT') {
    return { ...(dueAt !== undefined && { ScheduledEndTimestamp: timestamp(dueAt) }) }
  }
  return {
    ...(replayChildren !== undefined && { ReplayChildren: replayChildren }),
    ...(callbackId !== undefined && { CallbackId: callbackId }),
    ...(attempt !== undefined && { Attempt: attempt }),
    ...(dueAt !== undefined && { NextAttemptTimestamp: timestamp(dueAt) }),
    ...(result !== undefined && { Result: result }),
    ...(error !== undefined && { Error: error }),
  }
}

/**
 * The operations that a replay needs: children of a finished context belong to its result, unless
 * the context asks for them.
 */
// AWS: API_ContextOptions.
export function replayed(operations: ReadonlyMap<string, Operation>): Operation[] {
  const hidden = new Set<string>()
  return [...operations.values()].filter(({ id, parentId }) => {
    const parent = parentId === undefined ? undefined : operations.get(parentId)
    if (!parent) return true
    const isHidden = hidden.has(parent.id) || (isClosed(parent) && !parent.replayChildren)
    if (isHidden) hidden.add(id)
    return !isHidden
  })
}

/** The ends of the names of events that end something. */
export const ENDINGS: Partial<Readonly<Record<OperationStatus, string>>> = {
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'TimedOut',
  STOPPED: 'Stopped',
}

/** Whether something is going to happen without the test, which alone answers callbacks. */
export const waitsForItself = (operations: ReadonlyMap<string, Operation>): boolean =>
  [...operations.values()].some(
    (operation) => operation.type !== 'CALLBACK' && isPending(operation),
  )

/** The operations that have not ended, for a message. */
export const printPending = (operations: ReadonlyMap<string, Operation>): string =>
  [...operations.values()]
    .filter(isPending)
    .map(({ type, name, id }) => `${type} ${name ?? id}`)
    .join(', ')
