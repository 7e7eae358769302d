/**
 * Operations that a test answers itself, as the other rooms see them. The room `stubs` keeps them, the SDK's side looks for one before it
 * looks for a simulated operation, the pipeline runs it.
 */
import type { CallRecord } from './journal.ts'

/** A stub, chosen to answer one call. */
export interface StubbedCall {
  /** Takes note of the call's record, whatever the call meets on its way. */
  record(record: CallRecord): void
  /** The answer to that record's input, under AWS's names and as the codec writes it. */
  run(record: CallRecord): unknown
  /** Called when the call is over. A call that a fault answered has not used up the stub. */
  release(): void
}

/** The stubs of one operation. */
export interface StubbedOperation {
  /** Id of the service, in records and faults: `sns`. */
  readonly service: string
  readonly namespace: string
  /** `Publish` */
  readonly name: string
  /** The operation's schema, as the command that was stubbed has it. */
  readonly schema: unknown
  /** The newest stub that answers this input in this AWS region. */
  choose(input: unknown, region: string): StubbedCall | undefined
  /** Why none of them answers a call, in words. */
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
  /** How many more calls a stub answers; undefined where it has ended. */
  remaining(stub: object): number | undefined
  /** For a world that was forked from this one. `reset` of the fork comes back to what it inherited. */
  fork(): Stubs
  /** For a snapshot, and back. */
  copy(): Stubs
  /** Another test file begins: stubs stay, and count as unused. */
  beginFile(): void
  /** Takes back the stubs that were made in this world. */
  reset(): void
}
