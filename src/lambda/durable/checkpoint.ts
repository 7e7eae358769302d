/**
 * Applies the updates of one CheckpointDurableExecution to the operations of an execution. It works
 * on a copy, so that a refused request changes nothing.
 */
// Unverified: the wordings. Two libraries for testing durable functions agree on most of them:
// AWS's (https://github.com/aws/aws-durable-execution-sdk-js) and the emulator floci.
import { invalidParameter } from './errors.ts'
import { CHECKPOINT_PAYLOAD_BYTES } from '../limits.ts'
import * as history from './history.ts'
import { isClosed, type Operation, type OperationUpdate } from './operation.ts'

/** The answer to CheckpointDurableExecution. */
export interface CheckpointAnswer {
  /** Undefined once the execution has ended. */
  readonly token: string | undefined
  readonly operations: readonly Operation[]
}

export interface CheckpointEvent {
  readonly type: string
  readonly operation: Operation
  readonly details: Record<string, unknown>
}

/** The result of a batch of updates that was accepted. */
export interface Checkpointed {
  /** All operations, in the order of their starts. */
  readonly operations: Map<string, Operation>
  /** Ids of the operations that changed, in the order of the changes. */
  readonly changed: Set<string>
  readonly events: readonly CheckpointEvent[]
  /** The update that ends the execution. */
  readonly ending: OperationUpdate | undefined
}

export interface Surroundings {
  readonly now: number
  readonly callbackIdOf: (operationId: string) => string
  /** Throws when a function of another account or region is named. */
  readonly checkFunction: (functionName: string) => void
}

const OPERATION_ID = /^[a-zA-Z0-9-_]{1,64}$/

export function applyUpdates(
  operations: ReadonlyMap<string, Operation>,
  updates: readonly OperationUpdate[],
  surroundings: Surroundings,
): Checkpointed {
  checkBatch(updates)
  const draft = new Draft(operations, surroundings)
  for (const update of updates) draft.apply(update)
  return draft
}

// AWS: Lambda Durable Functions Language SDK Specification 1.2, "Batch Checkpointing".
function checkBatch(updates: readonly OperationUpdate[]): void {
  const endings = updates.filter(({ Type }) => Type === 'EXECUTION')
  if (endings.length > 1) throw invalidParameter('Cannot checkpoint multiple EXECUTION updates.')
  if (endings.length === 1 && updates.at(-1)?.Type !== 'EXECUTION') {
    throw invalidParameter('EXECUTION checkpoint must be the last update.')
  }
  const seen = new Map<string, OperationUpdate>()
  for (const update of updates) {
    if (update.Type === 'EXECUTION') continue
    const earlier = seen.get(update.Id)
    if (earlier && !mayFollow(earlier, update)) {
      throw invalidParameter('Cannot update the same operation twice in a single request.')
    }
    seen.set(update.Id, update)
  }
}

/** A step or a context may start and end in one batch. */
const mayFollow = (earlier: OperationUpdate, { Type, Action }: OperationUpdate): boolean =>
  earlier.Action === 'START' &&
  earlier.Type === Type &&
  (Type === 'STEP' || Type === 'CONTEXT') &&
  Action !== 'START'

class Draft implements Checkpointed {
  readonly operations: Map<string, Operation>
  readonly changed = new Set<string>()
  readonly events: CheckpointEvent[] = []
  ending: OperationUpdate | undefined
  readonly #surroundings: Surroundings

  constructor(operations: ReadonlyMap<string, Operation>, surroundings: Surroundings) {
    this.operations = new Map(operations)
    this.#surroundings = surroundings
  }

  apply(update: OperationUpdate): void {
    if (update.Type === 'EXECUTION') {
      this.#end(update)
      return
    }
    if (!OPERATION_ID.test(update.Id)) throw invalidParameter('Invalid operation id.')
    const existing = this.operations.get(update.Id)
    if (existing) checkConsistent(existing, update)
    const parent = update.ParentId === undefined ? undefined : this.operations.get(update.ParentId)
    if (update.ParentId !== undefined && parent?.type !== 'CONTEXT') {
      throw invalidParameter('Invalid parent operation id.')
    }
    checkSizes(update)
    switch (update.Type) {
      case 'CONTEXT':
        this.#context(update, existing)
        break
      case 'STEP':
        this.#step(update, existing)
        break
      case 'WAIT':
        this.#wait(update, existing)
        break
      case 'CALLBACK':
        this.#callback(update, existing)
        break
      case 'CHAINED_INVOKE':
        this.#invoke(update, existing)
    }
  }

  #end(update: OperationUpdate): void {
    if (update.Action !== 'SUCCEED' && update.Action !== 'FAIL') {
      throw invalidParameter('Invalid EXECUTION action.')
    }
    checkOutcome(update)
    checkSizes(update)
    this.ending = update
  }

  #context(update: OperationUpdate, existing: Operation | undefined): void {
    if (update.Action === 'START') {
      this.#refuseSecondStart(update, existing)
      this.#start(update, {}, {})
      return
    }
    if (update.Action !== 'SUCCEED' && update.Action !== 'FAIL') throw invalidAction()
    checkOutcome(update)
    if (!existing || isClosed(existing)) {
      throw invalidParameter('Invalid current CONTEXT state to close.')
    }
    this.#close(update, {
      ...existing,
      replayChildren: update.ContextOptions?.ReplayChildren ?? existing.replayChildren,
    })
  }

  #step(update: OperationUpdate, existing: Operation | undefined): void {
    const delay = update.StepOptions?.NextAttemptDelaySeconds
    if (update.Action === 'CANCEL') throw invalidAction()
    if ((update.Action === 'RETRY') !== (delay !== undefined)) {
      throw invalidParameter('Invalid StepOptions for the given action.')
    }
    if (update.Action === 'START') {
      if (existing && existing.status !== 'READY') {
        throw invalidParameter('Invalid current STEP state to start.')
      }
      if (existing) this.#change({ ...existing, status: 'STARTED' }, 'StepStarted', {})
      else this.#start(update, {}, {})
      return
    }
    checkOutcome(update)
    if (update.Action === 'RETRY' && update.Payload !== undefined && update.Error !== undefined) {
      throw invalidParameter('Cannot provide both error and payload to RETRY a STEP.')
    }
    if (existing && existing.status !== 'STARTED' && existing.status !== 'READY') {
      const purpose = update.Action === 'RETRY' ? 're-attempt' : 'close'
      throw invalidParameter(`Invalid current STEP state to ${purpose}.`)
    }
    const step = existing ?? this.#create(update, {})
    const attempt = (step.attempt ?? 0) + 1
    if (delay === undefined) {
      this.#close(update, { ...step, attempt }, { RetryDetails: { CurrentAttempt: attempt } })
      return
    }
    const retried: Operation = {
      ...step,
      attempt,
      status: 'PENDING',
      result: update.Payload,
      error: update.Error,
      dueAt: this.#surroundings.now + delay * 1000,
    }
    this.#change(retried, update.Error === undefined ? 'StepSucceeded' : 'StepFailed', {
      ...history.resultOrError(retried),
      RetryDetails: { CurrentAttempt: attempt, NextAttemptDelaySeconds: delay },
    })
  }

  #wait(update: OperationUpdate, existing: Operation | undefined): void {
    if (update.Action === 'CANCEL') {
      if (existing?.status !== 'STARTED') {
        throw invalidParameter('Cannot cancel a WAIT that does not exist or has already completed.')
      }
      const { now } = this.#surroundings
      this.#change({ ...existing, status: 'CANCELLED', endedAt: now }, 'WaitCancelled', {})
      return
    }
    if (update.Action !== 'START') throw invalidAction()
    this.#refuseSecondStart(update, existing)
    const seconds = update.WaitOptions?.WaitSeconds
    if (seconds === undefined) {
      throw invalidParameter('Update for WAIT operation requires WaitOptions.')
    }
    const dueAt = this.#surroundings.now + seconds * 1000
    const details = { Duration: seconds, ScheduledEndTimestamp: new Date(dueAt) }
    this.#start(update, { seconds, dueAt }, details)
  }

  #callback(update: OperationUpdate, existing: Operation | undefined): void {
    if (update.Action !== 'START') throw invalidAction()
    this.#refuseSecondStart(update, existing)
    const callbackId = this.#surroundings.callbackIdOf(update.Id)
    // AWS: API_CallbackOptions: 0 is no timeout.
    const timeoutSeconds = update.CallbackOptions?.TimeoutSeconds || undefined
    const heartbeatSeconds = update.CallbackOptions?.HeartbeatTimeoutSeconds || undefined
    this.#start(
      update,
      { callbackId, timeoutSeconds, heartbeatSeconds },
      {
        CallbackId: callbackId,
        ...(heartbeatSeconds !== undefined && { HeartbeatTimeout: heartbeatSeconds }),
        ...(timeoutSeconds !== undefined && { Timeout: timeoutSeconds }),
      },
    )
  }

  #invoke(update: OperationUpdate, existing: Operation | undefined): void {
    if (update.Action !== 'START') throw invalidAction()
    const { FunctionName: functionName, TenantId: tenantId } = update.ChainedInvokeOptions ?? {}
    if (functionName === undefined) {
      throw invalidParameter('Update for CHAINED_INVOKE operation requires ChainedInvokeOptions.')
    }
    this.#refuseSecondStart(update, existing)
    this.#surroundings.checkFunction(functionName)
    this.#start(
      update,
      { functionName, tenantId, input: update.Payload },
      {
        FunctionName: functionName,
        ...(tenantId !== undefined && { TenantId: tenantId }),
        ...history.toInput(update.Payload),
      },
    )
  }

  #refuseSecondStart({ Type }: OperationUpdate, existing: Operation | undefined): void {
    if (existing) throw invalidParameter(`Cannot start a ${Type} that already exists.`)
  }

  #create(update: OperationUpdate, members: Partial<Operation>): Operation {
    return {
      id: update.Id,
      parentId: update.ParentId,
      name: update.Name,
      type: update.Type,
      subType: update.SubType,
      status: 'STARTED',
      startedAt: this.#surroundings.now,
      endedAt: undefined,
      ...members,
    }
  }

  #start(
    update: OperationUpdate,
    members: Partial<Operation>,
    details: Record<string, unknown>,
  ): void {
    this.#change(this.#create(update, members), `${EVENT_NAMES[update.Type]}Started`, details)
  }

  #close(
    update: OperationUpdate,
    operation: Operation,
    details: Record<string, unknown> = {},
  ): void {
    const succeeded = update.Action === 'SUCCEED'
    const closed: Operation = {
      ...operation,
      status: succeeded ? 'SUCCEEDED' : 'FAILED',
      endedAt: this.#surroundings.now,
      result: update.Payload,
      error: update.Error,
    }
    this.#change(closed, `${EVENT_NAMES[update.Type]}${succeeded ? 'Succeeded' : 'Failed'}`, {
      ...(succeeded ? history.toResult(update.Payload) : history.toError(update.Error)),
      ...details,
    })
  }

  #change(operation: Operation, type: string, details: Record<string, unknown>): void {
    this.operations.set(operation.id, operation)
    this.changed.delete(operation.id)
    this.changed.add(operation.id)
    this.events.push({ type, operation, details })
  }
}

export const EVENT_NAMES = {
  EXECUTION: 'Execution',
  CONTEXT: 'Context',
  STEP: 'Step',
  WAIT: 'Wait',
  CALLBACK: 'Callback',
  CHAINED_INVOKE: 'ChainedInvoke',
} as const

const invalidAction = () => invalidParameter('Invalid action for the given operation type.')

function checkConsistent(existing: Operation, update: OperationUpdate): void {
  const refuse = (what: string) => invalidParameter(`Inconsistent ${what}.`)
  if (existing.type !== update.Type) throw refuse('operation type')
  if (update.SubType !== undefined && existing.subType !== update.SubType) {
    throw refuse('operation subtype')
  }
  if (update.Name !== undefined && existing.name !== update.Name) throw refuse('operation name')
  if (existing.parentId !== update.ParentId) throw refuse('parent operation id')
}

function checkOutcome({ Action, Payload, Error: error }: OperationUpdate): void {
  if (Action === 'SUCCEED' && error !== undefined) {
    throw invalidParameter('Cannot provide an Error for SUCCEED action.')
  }
  if (Action === 'FAIL' && Payload !== undefined) {
    throw invalidParameter('Cannot provide a Payload for FAIL action.')
  }
}

// AWS: API_OperationUpdate: 1 MB for payloads, and for the members of an error together.
function checkSizes({ Type, Payload, Error: error }: OperationUpdate): void {
  if (error && Buffer.byteLength(JSON.stringify(error)) >= CHECKPOINT_PAYLOAD_BYTES) {
    throw invalidParameter(`Error object size must be less than ${CHECKPOINT_PAYLOAD_BYTES} bytes.`)
  }
  if (Type === 'EXECUTION' || Payload === undefined) return
  if (Buffer.byteLength(Payload) > CHECKPOINT_PAYLOAD_BYTES) {
    throw invalidParameter(
      `${Type} payload size must be less than or equal to ${CHECKPOINT_PAYLOAD_BYTES} bytes.`,
    )
  }
}
