import type { CallRecord, JournalRecord } from './journal.ts'
import type { World } from './world.ts'

/** What an operation learns about the call it answers, beside its input. */
export interface CallContext {
  readonly world: World
  /** The record of this very call: request id, source, cause. */
  readonly record: CallRecord
  /** The caller's abort signal, where it gave one. */
  readonly signal?: AbortSignal
  /** A planned fault: this many entries of a batch come back unprocessed. */
  readonly unprocessed?: number
}

/**
 * One AWS operation. `run` reads in the order AWS answers: check, act, answer. DynamoDB's are synchronous.
 * The input is what the wire codec hands over: typed members under AWS's names.
 */
export interface Operation<State = any, Input = any, Output = any> {
  readonly name: string
  /** From parsed JSON to typed input, or SerializationException. Only services with a hand-written wire path. */
  readonly parse?: (body: unknown) => Input
  run(state: State, input: Input, context: CallContext): Output | Promise<Output>
}

/** A room's description of itself: what the region needs to hold its state and route calls to it. */
export interface Service<State = any> {
  /** Name of the room: `dynamodb`. */
  readonly id: string
  /** AWS's name for people: `DynamoDB`. */
  readonly title: string
  /** Namespace of its operation schemas in the SDK: `com.amazonaws.dynamodb`. */
  readonly namespace: string
  /** What stands before the dot in `X-Amz-Target`, where the protocol has it: `DynamoDB_20120810`. */
  readonly target?: string
  readonly operations: Readonly<Record<string, Operation<State>>>
  /** The table, function, ... an input is about; undefined where it is about none or several. */
  resourceOf?(operation: string, input: any): string | undefined
  /**
   * Takes what a call that waits before it runs (delayed by a fault) has already begun to hold; returns how to let go, right before it runs.
   */
  hold?(state: State, operation: string, input: unknown): (() => void) | undefined
  createState(world: World): State
  /** A copy-on-write copy for another world; costs the same whatever the amount of data. */
  forkState(state: State, into: World): State
  /** Definitions stay, data goes back to what `seed` gave, everything else is emptied. */
  resetState(state: State, world: World): void
  /** Ends what still runs: the world is over. */
  endState?(state: State, world: World): void
}

/** A call on its way to a service. */
export interface Call {
  readonly service: string
  readonly operation: string
  readonly input: unknown
  readonly source: CallRecord['source']
  /** What led here; by default the invocation this code runs in, or the test. */
  readonly cause?: JournalRecord
  readonly signal?: AbortSignal
  readonly foreign?: string
  /** Given by a caller that must show it in its answer; else the record takes the next one. */
  readonly requestId?: string
}
