/** The base of handles to resources with AWS operations: `calls`, `fail` and `delay`. */
import type { Duration } from '../time/duration.ts'
import type { FailureOptions, FaultOptions } from '../planned/faults.ts'
import type { CallRecord } from '../journal.ts'
import type { World } from '../world/world.ts'
import {
  callsOn,
  planDelay,
  planFailure,
  type FaultTarget,
  type ResourceOperations,
} from './planned-faults.ts'
import { homeOf, ResourceHandle, worldOf, type HandleDescription } from './resource-handle.ts'

/** The description of a handle's class and its operations. */
export interface ServiceHandleDescription extends HandleDescription, ResourceOperations {}

export class ServiceHandle<Operation extends string = string> extends ResourceHandle {
  readonly #operations: ResourceOperations

  constructor(description: ServiceHandleDescription, home: World, name: string) {
    super(description, home, name)
    this.#operations = description
  }

  /** Every call of an operation on the resource from any caller, oldest first. */
  get calls(): CallRecord[] {
    return callsOn(this.#operations, this.name, worldOf(this))
  }

  /**
   * Makes calls of an operation fail. Default: the next one, once. `'ECONNRESET'` drops the
   * connection.
   */
  fail(operation: Operation, error: string | Error, options: FailureOptions = {}): void {
    const fault = { caller: `${this.name}.fail`, operation, options }
    planFailure(this.#operations, this.#target, error, fault)
  }

  /** Delays the answers to calls of an operation. */
  delay(operation: Operation, duration: Duration, options: FaultOptions = {}): void {
    const fault = { caller: `${this.name}.delay`, operation, options }
    planDelay(this.#operations, this.#target, duration, fault)
  }

  get #target(): FaultTarget {
    return { name: this.name, home: homeOf(this) }
  }
}
