/** Planned failures of whole services, as a test sees and plans them. */
import { inspect } from 'node:util'
import { isOpen, resolveWorld } from '../../core/world/context.ts'
import type { Duration } from '../../core/time/duration.ts'
import type {
  FailureOptions,
  FaultOptions,
  FaultRule,
  FaultScope,
  Faults as PlannedFaults,
  PendingFault,
} from '../../core/planned/faults.ts'
import { handleKey, type HandleIdentity } from '../../core/handle.ts'
import type { FaultTarget } from '../../stubs/index.ts'
import { rooms as stubsRooms } from '../../stubs/rooms.ts'
import type { RegionWorld } from '../world.ts'

/**
 * `region.faults`: plans failures of whole services, and lists all planned failures that have not
 * fired.
 *
 * @example
 * ```ts
 * region.faults.fail('dynamodb', 'ThrottlingException', { operation: 'PutItem', times: 2 })
 * expect(region.faults).toAllHaveFired()
 * ```
 */
export class Faults {
  static {
    // `handleKey` is internal and does not belong in the published type.
    Object.defineProperty(this.prototype, handleKey, {
      get(this: Faults): HandleIdentity<Faults, RegionWorld> {
        return {
          kind: 'faults',
          home: this.#home(),
          withWorld: (world) => new Faults(() => world),
        }
      },
    })
    Object.defineProperty(this.prototype, inspect.custom, {
      value(this: Faults): string {
        if (!isOpen(this.#home())) return 'Faults of a region definition'
        const lines = this.pending.map(({ description }) => `\n- ${description}`)
        return lines.length === 0 ? 'No planned faults are pending' : `Pending:${lines.join('')}`
      },
    })
  }

  readonly #home: () => RegionWorld

  /** Created by the region. */
  constructor(home: () => RegionWorld) {
    this.#home = home
  }

  get #world(): RegionWorld {
    return resolveWorld(this.#home())
  }

  /** The planned faults, for a change. */
  get #planned(): PlannedFaults {
    const world = this.#world
    world.checkWritable()
    return world.faults
  }

  #targets(service: string): FaultTarget {
    const { services, stubs } = this.#world
    if (!stubs) return { id: service, targets: undefined }
    return stubsRooms.stubs().faultTarget(services, stubs, service)
  }

  /**
   * Makes calls to a service fail, with an AWS error or with the given error itself. The service is
   * `'dynamodb'`, `'lambda'`, ...; with a stub also `'bedrock-runtime'`, ...
   */
  fail(service: string, error: string | Error, options?: FailureOptions & FaultScope): void {
    const { id, targets } = this.#targets(service)
    this.#planned.fail(id, error, options, targets)
  }

  /** Delays the answers to calls to a service. */
  delay(service: string, duration: Duration, options?: FaultOptions & FaultScope): void {
    const { id, targets } = this.#targets(service)
    this.#planned.delay(id, duration, options, targets)
  }

  /** Drops the connection before the service answers. The SDK retries such a call. */
  reset(service: string, options?: FaultOptions & FaultScope): void {
    const { id, targets } = this.#targets(service)
    this.#planned.reset(id, options, targets)
  }

  /** Plans a fault from a complete rule. */
  add(rule: FaultRule): void {
    this.#planned.add(rule)
  }

  /** The faults that have not fired as often as planned. */
  get pending(): readonly PendingFault[] {
    return this.#world.faults.pending
  }

  /** Removes all planned faults. */
  clear(): void {
    this.#planned.clear()
  }
}
