/**
 * Durable functions: starts their executions, and invokes functions for them. A part that loads with
 * the first durable function.
 */
import { parseArn } from '../../core/arn.ts'
import { isServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { DurableExecution } from '../durable/durable-execution.ts'
import { toErrorObject, toFunctionError } from '../durable/error-object.ts'
import * as errors from '../durable/errors.ts'
import { DurableExecutions } from '../durable/executions.ts'
import type { ChainedOutcome, DurableInvoker, StartedBy } from '../durable/invoker.ts'
import type { Operation } from '../durable/operation.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import { worldEnded } from '../records/function-error.ts'
import { Invocation } from '../records/invocation.ts'
import type { LambdaState } from '../state.ts'
import type { InvokeRequest } from './execution.ts'
import { throttleOf } from './environments.ts'
import { findTarget, runVersion, type Target } from './invoke.ts'

class FunctionInvoker implements DurableInvoker {
  readonly #world: World
  readonly #state: LambdaState

  constructor(world: World, state: LambdaState) {
    this.#world = world
    this.#state = state
  }

  async invoke(
    by: StartedBy,
    event: Record<string, unknown>,
    attempt: number,
  ): Promise<Invocation | 'throttled'> {
    const target = findTarget(this.#world, this.#state, by.functionName, by.version)
    if (throttleOf(this.#world, this.#state, target.definition, target.code)) return 'throttled'
    const eventText = JSON.stringify(event)
    return await runVersion(this.#world, this.#state, target, {
      event,
      eventText,
      requestId: this.#world.ids.uuid('invocation'),
      causedBy: by.causedBy,
      type: by.type,
      attempt,
    })
  }

  invokeChained(
    operation: Operation,
    by: StartedBy,
  ): { details: Record<string, unknown>; outcome: Promise<ChainedOutcome> } {
    const { functionName = '', input } = operation
    let target: Target
    try {
      target = findTarget(this.#world, this.#state, functionName)
      if (target.code.durable && target.qualifier === undefined) {
        throw errors.unqualifiedDurableFunction()
      }
    } catch (error) {
      if (!isServiceError(error)) throw error
      const failed = { ErrorMessage: error.message, ErrorType: error.code }
      return { details: {}, outcome: Promise.resolve({ status: 'FAILED', error: failed }) }
    }
    const details = { ExecutedVersion: target.code.version }
    const eventText = input ?? '{}'
    if (!target.code.durable) {
      return { details, outcome: this.#invokePlain(target, eventText, by) }
    }
    const child = executionsOf(this.#world, this.#state).create(target.code, {
      name: undefined,
      eventText,
      type: 'Event',
      causedBy: by.causedBy,
    })
    child.begin()
    return {
      details: { ...details, DurableExecutionArn: child.by.arn },
      outcome: child.ended.then(() => outcomeOf(child)),
    }
  }

  checkFunction(functionName: string): void {
    const arn = parseArn(functionName)
    if (!arn) return
    const { region, account } = arn
    if (account !== this.#world.options.accountId) {
      throw errors.invalidParameter(
        'Cannot start a CHAINED_INVOKE on a function in another account.',
      )
    }
    if (region !== this.#world.options.region) {
      throw errors.invalidParameter(
        'Cannot start a CHAINED_INVOKE on a function in another region.',
      )
    }
  }

  async #invokePlain(target: Target, eventText: string, by: StartedBy): Promise<ChainedOutcome> {
    const invocation = await runVersion(this.#world, this.#state, target, {
      event: JSON.parse(eventText) as unknown,
      eventText,
      requestId: this.#world.ids.uuid('invocation'),
      causedBy: by.causedBy,
      type: 'RequestResponse',
      attempt: 1,
    })
    const error = invocation.unobservedError
    return error
      ? { status: 'FAILED', error: toErrorObject(error) }
      : { status: 'SUCCEEDED', result: invocation.payloadText }
  }
}

// Unverified: the error of a function that timed out, as the emulator floci has it.
function outcomeOf({ status, result, error, by }: DurableExecution): ChainedOutcome {
  if (status === 'SUCCEEDED') return { status, result }
  if (status === 'STOPPED') return { status, error }
  if (status !== 'TIMED_OUT') return { status: 'FAILED', error }
  const ErrorMessage = `CHAINED_INVOKE timed out after ${by.timeoutMs / 1000} seconds.`
  return { status, error: { ErrorMessage, ErrorType: 'ChainedInvoke.Timeout' } }
}

export const executionsOf = (world: World, state: LambdaState): DurableExecutions =>
  (state.durable ??= new DurableExecutions(world, state.running, new FunctionInvoker(world, state)))

/** Starts the execution of a queued event. `onFailed` is called when it ended without success. */
export function startQueued(
  world: World,
  state: LambdaState,
  { code }: Target,
  request: Omit<InvokeRequest, 'type' | 'attempt'>,
  onFailed: (errorMessage: string | undefined) => void,
): void {
  executionFor(world, state, code, { ...request, type: 'Event' }).begin(({ status, error }) => {
    if (status !== 'SUCCEEDED') onFailed(error?.ErrorMessage)
  })
}

/** Returns the execution that the caller created, or a new one. */
function executionFor(
  world: World,
  state: LambdaState,
  code: VersionDefinition,
  request: Omit<InvokeRequest, 'attempt'>,
): DurableExecution {
  const executions = executionsOf(world, state)
  return request.durableArn === undefined
    ? executions.create(code, { ...request, name: undefined })
    : executions.find(request.durableArn)
}

/**
 * Runs a durable function to the end of its execution. The record shows the whole execution: the
 * caller's event, and its result or error. Each invocation has a record of its own in the journal.
 */
export async function runDurable(
  world: World,
  state: LambdaState,
  { code, arn }: Target,
  request: InvokeRequest,
): Promise<Invocation> {
  const execution = executionFor(world, state, code, request)
  execution.begin()
  await execution.ended
  const invocation = new Invocation(world.journal, {
    ...request,
    functionName: code.name,
    version: code.version,
    arn,
    coldStart: false,
    memorySize: code.memorySize,
    startedAt: execution.startedAt,
  })
  invocation.duration = (execution.endedAt ?? world.clock.now()) - execution.startedAt
  note(invocation, execution)
  return invocation
}

function note(invocation: Invocation, { status, result, error }: DurableExecution): void {
  if (status === 'SUCCEEDED') invocation.succeed(result ?? 'null')
  else if (status === 'RUNNING') invocation.fail('failed', worldEnded())
  else invocation.fail(status === 'TIMED_OUT' ? 'timedOut' : 'failed', toFunctionError(error ?? {}))
}

export { toRecords } from '../durable/record.ts'
