/** Planned failures of whole services as a test sees them: of the world that the handle means when it is used. */
import { inspect } from 'node:util'
import { isOpen, resolveWorld } from '../core/context.ts'
import type { Duration } from '../core/time/duration.ts'
import type {
  FailureOptions,
  FaultOptions,
  FaultRule,
  FaultScope,
  Faults as PlannedFaults,
  PendingFault,
} from '../core/faults.ts'
import { handleKey, type HandleIdentity } from '../core/handle.ts'
import type { FaultTarget } from '../stubs/index.ts'
import { rooms as stubsRooms } from '../stubs/rooms.ts'
import type { RegionWorld } from './world.ts'

/**
 * `region.faults`: failures of whole services, and what is still to fire of all that was planned.
 *
 * @example
 * ```ts
 * region.faults.fail('dynamodb', 'ThrottlingException', { operation: 'PutItem', times: 2 })
 * expect(region.faults).toAllHaveFired()
 * ```
 */
export class Faults {
  static {
    // What only the library asks for stands outside the type.
    Object.defineProperty(this.prototype, handleKey, {
      get(this: Faults): HandleIdentity<Faults> {
        return {
          kind: 'faults',
          home: this.#home(),
          withWorld: (world) => new Faults(() => world as RegionWorld),
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

  /** Made by the region. */
  constructor(home: () => RegionWorld) {
    this.#home = home
  }

  get #world(): RegionWorld {
    return resolveWorld(this.#home()) as RegionWorld
  }

  /** Those to be changed. */
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

  /** Calls to a service (`'dynamodb'`, `'lambda'`, ...; with a stub also `'bedrock-runtime'`, ...) fail with an AWS error, or with the very error given. */
  fail(service: string, error: string | Error, options?: FailureOptions & FaultScope): void {
    const { id, targets } = this.#targets(service)
    this.#planned.fail(id, error, options, targets)
  }

  /** Calls to a service are answered later. */
  delay(service: string, duration: Duration, options?: FaultOptions & FaultScope): void {
    const { id, targets } = this.#targets(service)
    this.#planned.delay(id, duration, options, targets)
  }

  /** The connection drops before the service answers; the SDK retries it. */
  reset(service: string, options?: FaultOptions & FaultScope): void {
    const { id, targets } = this.#targets(service)
    this.#planned.reset(id, options, targets)
  }

  /** Plans a fault by its parts. */
  add(rule: FaultRule): void {
    this.#planned.add(rule)
  }

  /** Those that have not fired (as often as planned). */
  get pending(): readonly PendingFault[] {
    return this.#world.faults.pending
  }

  /** Takes all planned faults back. */
  clear(): void {
    this.#planned.clear()
  }
}
