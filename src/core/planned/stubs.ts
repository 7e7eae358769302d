/**
 * Operations that a test answers, as the other rooms see them. The room `stubs` keeps them. The
 * SDK's side looks for a stub before it looks for a simulated operation, and the pipeline runs it.
 */
import type { CallRecord } from '../journal.ts'

/** A stub that was chosen to answer one call. */
export interface StubbedCall {
  /** Keeps the call's record, even if a fault prevents the answer. */
  record(record: CallRecord): void
  /** Returns the answer to that record's input, under AWS's names and in the codec's types. */
  run(record: CallRecord): unknown
  /** Called when the call is over. A call that a fault answered has not used the stub up. */
  release(): void
}

/** The stubs of one operation. */
export interface StubbedOperation {
  /** The service's id in records and faults: `sns`. */
  readonly service: string
  readonly namespace: string
  /** `Publish` */
  readonly name: string
  /** The operation's schema from the stubbed command. */
  readonly schema: unknown
  /** Returns the newest stub that answers this input in this AWS region. */
  choose(input: unknown, region: string): StubbedCall | undefined
  /** Explains in words why no stub answers a call. */
  explain(): string
}

/** The stubs of an account. */
export interface Stubs {
  /** Operations with at least one stub. */
  readonly operations: readonly StubbedOperation[]
  find(namespace: string, operation: string): StubbedOperation | undefined
  /** `service`: its id in records and faults. */
  add(service: string, stub: object): void
  remove(stub: object): void
  /** Returns how many more calls a stub answers, or undefined if it has ended. */
  remaining(stub: object): number | undefined
  /** Returns the stubs for a fork of this world. A `reset` of the fork returns to these. */
  fork(): Stubs
  /** Returns a copy, for a snapshot and for a restore. */
  copy(): Stubs
  /** Begins another test file. Stubs stay, and count as unused. */
  beginFile(): void
  /** Removes the stubs that this world created. */
  reset(): void
}
