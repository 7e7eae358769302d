/** The durable executions of one world. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import type { InvocationType } from '../records/invocation.ts'
import { ASYNC_PAYLOAD_BYTES, RESPONSE_BYTES } from '../limits.ts'
import { DurableExecution, type Running } from './durable-execution.ts'
import type { DurableInvoker } from './invoker.ts'
import * as errors from './errors.ts'
import type { Operation } from './operation.ts'
import { executionOfToken, parseCallbackId } from './tokens.ts'

/** A request for an execution. */
export interface StartRequest {
  readonly name: string | undefined
  readonly eventText: string
  readonly type: InvocationType
  readonly causedBy: JournalRecord
}

export class DurableExecutions {
  readonly #world: World
  readonly #running: Set<Running>
  readonly #invoker: DurableInvoker
  /** By ARN, in the order of their starts. */
  readonly #executions = new Map<string, DurableExecution>()

  constructor(world: World, running: Set<Running>, invoker: DurableInvoker) {
    this.#world = world
    this.#running = running
    this.#invoker = invoker
  }

  /**
   * Creates an execution, which its `begin` starts. Returns the one of the same name, version and
   * payload if there is one.
   * AWS: https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
   */
  create(
    definition: VersionDefinition,
    { name, eventText, type, causedBy }: StartRequest,
  ): DurableExecution {
    const { durable, version } = definition
    if (!durable) throw errors.notDurable(definition.name)
    const known = name === undefined ? undefined : this.#named(definition.name, name)
    if (known) {
      const isSame = known.by.version === version && known.by.input === eventText
      if (!isSame) throw errors.executionAlreadyStarted(known.by.arn)
      return known
    }
    const { ids, options } = this.#world
    const id = ids.uuid('durable-execution')
    const executionName = name ?? ids.uuid('durable-execution-name')
    const functionArn = formatFunctionArn(options, definition.name, version)
    const execution = new DurableExecution(this.#world, this.#running, this.#invoker, {
      arn: `${functionArn}/durable-execution/${executionName}/${id}`,
      name: executionName,
      id,
      functionName: definition.name,
      functionArn,
      version,
      type,
      input: eventText,
      resultLimit: type === 'Event' ? ASYNC_PAYLOAD_BYTES : RESPONSE_BYTES,
      timeoutMs: durable.timeoutMs,
      retentionMs: durable.retentionMs,
      causedBy,
    })
    this.#executions.set(execution.by.arn, execution)
    return execution
  }

  /** The executions of a function, oldest first. */
  of(functionName: string): DurableExecution[] {
    return [...this.#executions.values()].filter(
      (execution) => execution.by.functionName === functionName && !this.#isForgotten(execution),
    )
  }

  /** Throws AWS's error for an execution that does not exist. */
  find(arn: string): DurableExecution {
    const execution = this.#executions.get(arn)
    if (!execution || this.#isForgotten(execution)) throw errors.executionNotFound()
    return execution
  }

  /** Finds the execution of a checkpoint. Throws AWS's errors for a wrong token. */
  findByToken(arn: string, token: string): DurableExecution {
    const owner = executionOfToken(token)
    if (owner !== undefined && owner !== arn) throw errors.tokenOfOtherExecution()
    const execution = this.#executions.get(arn)
    if (!execution) throw errors.checkpointTokenInvalid()
    return execution
  }

  /** Finds the callback that waits for an answer. */
  findCallback(text: string): { execution: DurableExecution; operation: Operation } {
    const id = parseCallbackId(text)
    if (!id) throw errors.callbackIdInvalid()
    const execution = this.#executions.get(id.arn)
    const operation = execution?.pendingCallback(id.operationId)
    if (!execution || !operation) throw errors.callbackClosed()
    return { execution, operation }
  }

  #named(functionName: string, name: string): DurableExecution | undefined {
    return this.of(functionName).find((execution) => execution.by.name === name)
  }

  // AWS: DurableConfig, RetentionPeriodInDays.
  #isForgotten({ endedAt, by }: DurableExecution): boolean {
    return endedAt !== undefined && endedAt + by.retentionMs <= this.#world.clock.now()
  }
}
