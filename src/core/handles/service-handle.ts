/** The base of handles whose resource AWS has operations on: `calls`, `fail` and `delay`. */
import type { Duration } from '../time/duration.ts'
import type { FailureOptions, FaultOptions } from '../faults.ts'
import type { CallRecord } from '../journal.ts'
import type { World } from '../world.ts'
import {
  callsOn,
  planDelay,
  planFailure,
  type FaultTarget,
  type ResourceOperations,
} from './planned-faults.ts'
import { homeOf, ResourceHandle, worldOf, type HandleDescription } from './resource-handle.ts'

/** All that a handle's class says of itself. */
export interface ServiceHandleDescription extends HandleDescription, ResourceOperations {}

export class ServiceHandle<Operation extends string = string> extends ResourceHandle {
  readonly #operations: ResourceOperations

  constructor(description: ServiceHandleDescription, home: World, name: string) {
    super(description, home, name)
    this.#operations = description
  }

  /** Every operation that reached it, oldest first, from anywhere. */
  get calls(): CallRecord[] {
    return callsOn(this.#operations, this.name, worldOf(this))
  }

  /**
   * Plans that calls of an operation fail: by default the next one, once. `'ECONNRESET'` drops the
   * connection.
   */
  fail(operation: Operation, error: string | Error, options: FailureOptions = {}): void {
    const fault = { caller: `${this.name}.fail`, operation, options }
    planFailure(this.#operations, this.#target, error, fault)
  }

  /** Plans that calls of an operation are answered later. */
  delay(operation: Operation, duration: Duration, options: FaultOptions = {}): void {
    const fault = { caller: `${this.name}.delay`, operation, options }
    planDelay(this.#operations, this.#target, duration, fault)
  }

  get #target(): FaultTarget {
    return { name: this.name, home: homeOf(this) }
  }
}
