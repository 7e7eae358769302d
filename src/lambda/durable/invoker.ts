/** What a durable execution is started with, and what runs functions for it. */
import type { JournalRecord } from '../../core/journal.ts'
import type { InvocationType, Invocation } from '../records/invocation.ts'
import type { Operation } from './operation.ts'

/** What starts an execution. */
export interface StartedBy {
  readonly arn: string
  readonly name: string
  readonly id: string
  readonly functionName: string
  readonly functionArn: string
  readonly version: string
  readonly type: InvocationType
  readonly input: string
  readonly resultLimit: number
  readonly timeoutMs: number
  readonly retentionMs: number
  readonly causedBy: JournalRecord
}

/** How the function of a chained invocation ended. */
export type ChainedOutcome = Pick<Operation, 'status' | 'result' | 'error'>

/** Runs functions for an execution. */
export interface DurableInvoker {
  /** Invokes the execution's own function. `attempt` counts its invocations. */
  invoke(
    by: StartedBy,
    event: Record<string, unknown>,
    attempt: number,
  ): Promise<Invocation | 'throttled'>
  /** Starts another function. `details` are members of the event in the history. */
  invokeChained(
    operation: Operation,
    by: StartedBy,
  ): {
    readonly details: Record<string, unknown>
    readonly outcome: Promise<ChainedOutcome>
  }
  /** Throws when the name is that of a function in another account or region. */
  checkFunction(functionName: string): void
}
